/** What the front writes at /municipalities.js (pages.py): what the widget has to know at once of each municipality. */
export const first: string;
/** What the server refuses more of, and how long it may take. */
export const limits: {
  messageCharacters: number;
  sharedCharacters: number;
  sharedLines: number;
  contactCharacters: number;
  /** When to stop waiting for an answer. */
  answerSeconds: number;
};
export const municipalities: Record<
  string,
  {
    human: string;
    exitPage?: string;
    colours?: { ground: string; text: string };
    hasSelfCheck?: boolean;
    /** What is said instead of answers; empty while the assistant answers. */
    turnedOff: string;
  }
>;
