/** Every Swedish line of the widget. An attribute `text-<name>` on the element takes the place of one. */
export const STRINGS = {
  title: "Fråga om att lämna kriminalitet",
  intro1: "Hej! Jag är en robot som svarar på frågor om att lämna kriminalitet, och om stödet för den som vill ut.",
  intro2:
    "Du behöver inte säga vem du är. Skriv inga namn, nummer eller adresser, och inget om brott. " +
    "Den som har tillgång till din telefon eller ditt nät kan se att du är här.",
  intro3: "Är det akut, ring 112.",
  askTopics: "Vad kan jag fråga om?",
  askSelfCheck: "Gör självkontrollen",
  askHuman: "Prata med en människa",
  box: "Skriv här",
  send: "Skicka",
  leave: "Lämna sidan",
  leaveEmergency: "Nödknapp:",
  leaveHint: "Du kan också trycka på Skift tre gånger.",
  leaving: "Laddar …",
  twoLeft: "Tryck på Skift två gånger till för att lämna sidan.",
  oneLeft: "Tryck på Skift en gång till för att lämna sidan.",
  tooSlow: "Det gick för lång tid. Tryck på Skift tre gånger för att lämna sidan.",
  erase: "Radera samtalet",
  erased: "Samtalet är raderat, här och på servern.",
  notErased: "Samtalet är borta från sidan men kunde inte raderas på servern. Försök igen.",
  nothingToErase: "Det finns inget samtal att radera.",
  log: "Samtalet",
  you: "Du",
  bot: "Roboten",
  stateBot: "Du skriver med en robot.",
  stateTyping: "Roboten skriver …",
  stateSending: "Skickar …",
  stateLost: "Ingen kontakt. Jag försöker igen.",
  stateWaiting: "Du väntar på en människa. Din plats i kön är {place}.",
  stateLeft: "Ditt meddelande är lämnat. Det du skriver nu läser handläggaren senare.",
  stateTaken: "Du skriver med en människa.",
  stateAway: "Handläggaren är inte inne just nu. Det du skriver sparas.",
  worker: "Handläggaren",
  urgent: "Är det akut, ring 112.",
  retry: "Försök igen",
  source: "Källa",
  left: "tecken kvar",
  tooLong: "tecken för mycket. Dela upp det.",
  newMessages: "Nya svar",
  handOver: "Till en människa här i chatten",
  handOverTitle: "Skriv till en människa",
  handOverWait: "Hämtar …",
  handOverDanger: "Jag har märkt att du kan vara i fara. Det får handläggaren veta, så att du kommer först.",
  share: "Vad ska följa med till handläggaren?",
  shareNothing: "Ingenting",
  shareOutcome: "Resultatet av självkontrollen",
  shareAll: "Hela samtalet med roboten",
  shareAs: "Så här ser handläggaren det:",
  queueUp: "Ställ mig i kön",
  leaveMessage: "Lämna ett meddelande i stället",
  nobodyIn: "Ingen handläggare är inne i chatten just nu. Du kan ringa, eller lämna ett meddelande och läsa svaret senare.",
  message: "Ditt meddelande",
  contact: "Hur vill du bli nådd? (frivilligt)",
  contactHint:
    "Du kan hoppa över det här. Skriver du ett nummer eller ett namn är du inte längre anonym. Tänk på vem som " +
    "kan se din telefon.",
  sendMessage: "Lämna meddelandet",
  back: "Tillbaka till samtalet",
  code: "Få en återkomstkod",
  codeTitle: "Din återkomstkod",
  codeHint:
    "Koden visas bara nu. Med den kan du läsa svaret och skriva vidare. Skriv av den på papper, eller spara den där " +
    "ingen annan letar. Skriv inte vad den är till. Den som har koden kan läsa samtalet.",
  codeKept: "Samtalet finns kvar även om du lämnar sidan. Det raderas efter {days} dagar utan något nytt.",
  codeSaved: "Jag har sparat koden",
  haveCode: "Jag har en återkomstkod",
  enterCode: "Skriv din kod, 16 siffror",
  openCode: "Öppna samtalet",
  returned: "Här är ditt samtal.",
  gone: "Samtalet finns inte längre här. Det är raderat, eller öppnat på en annan sida.",
  tooLongWait: "Det har tagit lång tid. Du kan vänta kvar, ringa, eller lämna ett meddelande.",
  newTitle: "nytt",
};

/** The strings of one element: the table above, with what its attributes say instead. */
export function stringsOf(element) {
  const own = Object.entries(STRINGS).map(([name, text]) => {
    const attribute = `text-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [name, element.getAttribute(attribute) ?? text];
  });
  return Object.fromEntries(own);
}
