/** Messages under way, which arrive in any order, several times, or never, as the test decides. */
export class UnreliableNetwork {
  readonly #underWay: (() => void)[] = [];

  get isQuiet(): boolean {
    return this.#underWay.length === 0;
  }

  carry(arrive: () => void): void {
    this.#underWay.push(arrive);
  }

  arrive(which: number): void {
    this.#take(which)?.();
  }

  arriveTwice(which: number): void {
    this.#underWay[which % this.#underWay.length]?.();
  }

  lose(which: number): void {
    this.#take(which);
  }

  #take(which: number): (() => void) | undefined {
    return this.#underWay.splice(which % this.#underWay.length, 1)[0];
  }
}
