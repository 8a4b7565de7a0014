/** What the front writes at /municipalities.js (pages.py): what the widget has to know at once of each municipality. */
export const first: string;
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
