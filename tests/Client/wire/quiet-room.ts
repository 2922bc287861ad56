/** What a snapshot says of a room in which nothing is to be told. */
export const quietRoom = { advice: "none", cancelled: false, watched: false, delayMinutes: 0 } as const;
