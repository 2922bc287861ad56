import type { Hello } from "../crypto/hello.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { SeatView } from "../wire/messages.ts";

type Known = { readonly kind: "opening" | "unverified" } | { readonly kind: "opened"; readonly hello: Hello };

/** The hellos of the other pages. The first that is seen of an instance counts: nobody may change it afterwards. */
export class Hellos {
  readonly #open: (seat: SeatView) => Promise<Hello>;
  readonly #changed: () => void;
  readonly #known = new Map<string, Known>();

  constructor(open: (seat: SeatView) => Promise<Hello>, changed: () => void) {
    this.#open = open;
    this.#changed = changed;
  }

  see(seats: readonly SeatView[]): void {
    for (const seat of seats.filter((each) => !this.#known.has(nameOf(each)))) {
      this.#learn(nameOf(seat), { kind: "opening" });
      this.#open(seat).then(
        (hello) => this.#learn(nameOf(seat), { kind: "opened", hello }),
        () => this.#learn(nameOf(seat), { kind: "unverified" }),
      );
    }
  }

  of(page: SeatInstance): Hello | undefined {
    const known = this.#known.get(nameOf(page));
    return known?.kind === "opened" ? known.hello : undefined;
  }

  /** Whether the page said nothing that can be verified. */
  isUnverified(page: SeatInstance): boolean {
    return this.#known.get(nameOf(page))?.kind === "unverified";
  }

  #learn(name: string, known: Known): void {
    this.#known.set(name, known);
    if (known.kind !== "opening") {
      this.#changed();
    }
  }
}

function nameOf({ seat, instance }: SeatInstance): string {
  return `${seat}/${instance}`;
}
