/** The generated script /municipalities.js (pages.py): what the widget needs to know before it asks anything. */
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
    /** Where a human is, by language. */
    human: { sv: string; en: string };
    exitPage?: string;
    colours?: { ground: string; text: string };
    hasSelfCheck?: boolean;
    /** Shown instead of answers; empty unless the assistant is turned off. */
    turnedOff: string;
  }
>;
