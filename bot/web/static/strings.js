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
  stateLost: "Ingen kontakt. Jag försöker igen.",
  urgent: "Är det akut, ring 112.",
  retry: "Försök igen",
  source: "Källa",
  left: "tecken kvar",
  tooLong: "tecken för mycket. Dela upp det.",
  newMessages: "Nya svar",
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
