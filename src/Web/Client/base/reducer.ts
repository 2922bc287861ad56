/** One of the kinds that `Kinds` lists, with its members: a union discriminated on `kind`. */
export type OneOf<Kinds> = { readonly [Kind in keyof Kinds]: { readonly kind: Kind } & Kinds[Kind] }[keyof Kinds];

/** What follows from an event. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export function stepTo<State, Effect>(state: State, ...effects: readonly Effect[]): Step<State, Effect> {
  return { state, effects };
}

/** Pure: time comes in as `now`, in milliseconds. */
export type Reducer<State, Event, Effect> = (state: State, event: Event, now: number) => Step<State, Effect>;

/** The reducer of each kind of event. */
export type Handlers<State, Events, Effect> = {
  readonly [Kind in keyof Events]: Reducer<State, Events[Kind], Effect>;
};

/** The reducer of all kinds that the handlers are for. */
export function reducerOf<State, Events, Effect>(
  handlers: Handlers<State, Events, Effect>,
): Reducer<State, OneOf<Events>, Effect> {
  return (state, event, now) => (handlers[event.kind] as Reducer<State, typeof event, Effect>)(state, event, now);
}

/** How each kind of effect is carried out. */
export type EffectTable<Effects> = { readonly [Kind in keyof Effects]: (effect: Effects[Kind]) => void };

export function perform<Effects>(table: EffectTable<Effects>, effect: OneOf<Effects>): void {
  (table[effect.kind] as (effect: never) => void)(effect as never);
}
