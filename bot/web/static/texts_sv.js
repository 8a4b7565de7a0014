/** All texts of the widget in Swedish; `texts_en.js` has the same in English. */
export const SWEDISH = {
  title: "Vägvisaren",
  intro1: "Hej! Jag är ett automatiskt svarssystem, en robot. Du behöver inte säga vem du är.",
  emergency: "Är det akut, ring 112.",
  before: "Innan du skriver",
  before1: "Skriv inga namn, nummer eller adresser, och inget om brott.",
  before2: "Den som kan se din telefon eller ditt nät kan se att du har varit här.",
  before3: "Lämna sidan tömmer inte historiken i webbläsaren.",
  before4: "Jag svarar på frågor om att lämna kriminalitet, och om stödet för den som vill ut.",
  askTopics: "Vad kan jag fråga om?",
  askSelfCheck: "Gör självkontrollen",
  askHuman: "Prata med en människa",
  box: "Skriv här",
  boxHint: "Skriv här, utan namn",
  send: "Skicka",
  leave: "Lämna sidan",
  leaveEmergency: "Nödknapp:",
  leaveHint: "Lämna sidan fort: tryck på Skift tre gånger.",
  leaving: "Laddar …",
  newTab: "Ny flik",
  twoLeft: "Tryck på Skift två gånger till för att lämna sidan.",
  oneLeft: "Tryck på Skift en gång till för att lämna sidan.",
  tooSlow: "Det gick för lång tid. Tryck på Skift tre gånger för att lämna sidan.",
  more: "Mer",
  larger: "Större text",
  usualSize: "Vanlig text",
  erase: "Radera samtalet",
  erased: "Samtalet är raderat, här och på servern.",
  notErased: "Samtalet är borta från sidan men kunde inte raderas på servern. Försök igen.",
  alreadyRead: "Det en människa redan har läst kan inte tas tillbaka.",
  nothingToErase: "Det finns inget att radera på den här sidan. Har du en återkomstkod? Öppna samtalet med den först.",
  log: "Samtalet",
  you: "Du",
  bot: "Roboten",
  stateBot: "Du skriver med en robot.",
  stateTyping: "Roboten skriver …",
  stateSending: "Skickar …",
  stateLost: "Ingen kontakt. Sidan försöker igen.",
  stateWaiting: "Du väntar på en människa. Din plats i kön är {place}.",
  stateLeft: "Ingen människa läser just nu. En handläggare kan senare läsa det du skriver.",
  stateTaken: "Du skriver med en människa.",
  stateAway: "Handläggaren är inte här just nu. Det du skriver kan läsas senare.",
  statePanel: "Det du skriver här går till en handläggare.",
  keepsNot: "Lämnar du sidan nu raderas samtalet. Med en återkomstkod finns det kvar.",
  keeps:
    "Lämnar du sidan nu finns samtalet kvar hos handläggaren. Vill du inte det? Tryck på Mer och Radera samtalet först.",
  worker: "Handläggaren (människa)",
  police: "Är det akut, ring 112. Du kan också ringa polisen på 114 14 och fråga efter avhopparsamordningen.",
  wrongPage: "Chatten fungerar inte på den här sidan. Du har inte gjort något fel.",
  retry: "Försök igen",
  source: "Källa",
  listen: "Lyssna",
  stopListening: "Sluta läsa upp",
  left: "tecken kvar",
  tooLong: "tecken för mycket. Dela upp det.",
  newMessages: "Nya svar",
  handOver: "Till en människa här i chatten",
  handOverTitle: "Skriv till en människa",
  handOverWait: "Hämtar …",
  handOverDanger:
    "Något du skrev kan betyda fara. Det, och vilken sorts fara, får handläggaren veta även om du väljer Ingenting. Du " +
    "kommer före dem som inte är i fara. Jag kan ha fel. Vänta inte här om det är akut: ring 112.",
  share: "Vad av samtalet med roboten ska följa med?",
  shareNothing: "Ingenting",
  shareOutcome: "Resultatet av självkontrollen",
  shareAll: "Hela samtalet med roboten",
  shareAs: "Så här ser handläggaren det:",
  readFirst: "Vänta tills du ser vad som följer med, och tryck sedan igen.",
  shareHint:
    "Namn, nummer och adresser i det du skrev byts mot ord som [person]. Något kan bli kvar: läs igenom. Står det något om brott, välj Ingenting.",
  queueHint:
    "Lämnar eller stänger du sidan medan du står i kön raderas samtalet. Vill du kunna komma tillbaka? Tryck på Få en " +
    "återkomstkod när du står i kön. Roboten läser det du skriver tills en handläggare är här, och säger till " +
    "handläggaren om den märker fara.",
  queueUp: "Ställ mig i kön",
  leaveMessage: "Lämna ett meddelande i stället",
  nobodyIn:
    "Ingen handläggare är här i chatten just nu. Du kan ringa, eller lämna ett meddelande. Då får du en kod, så att du " +
    "kan komma tillbaka och se om du har fått svar.",
  message: "Ditt meddelande",
  contact: "Hur kan handläggaren nå dig? (Du måste inte svara.)",
  contactHint:
    "Du kan hoppa över det här. Ett namn eller ett nummer kan visa vem du är. Tänk på vem mer som kan svara i " +
    "telefonen eller se den.",
  sendMessage: "Lämna meddelandet",
  back: "Tillbaka till samtalet",
  code: "Få en återkomstkod",
  changeCode: "Byt återkomstkod",
  changeCodeHint: "Du har redan en kod. Får du en ny slutar den gamla att fungera.",
  changeCodeYes: "Byt kod",
  changeCodeNo: "Behåll den gamla",
  codeTitle: "Din återkomstkod",
  codeHint:
    "Koden visas bara nu. Med den kan du läsa svaret och skriva vidare. Skriv av den på papper, men inte vad den är " +
    "till. Ta ingen skärmbild. Göm den där ingen annan letar. Den som hittar koden kan läsa samtalet, radera det och " +
    "skriva som om det var du. Är det farligt att ha koden hos dig, spara den inte.",
  codeKept:
    "Samtalet finns kvar när du lämnar sidan. Det raderas när inget har hänt på {days} dagar. Har handläggaren avslutat " +
    "det raderas det efter {closed} dagar. Utan koden kan du inte öppna eller radera det.",
  codeSaved: "Klar",
  haveCode: "Jag har en återkomstkod",
  enterCode: "Skriv din kod, 16 siffror",
  openCode: "Öppna samtalet",
  returned:
    "Sidan är ett automatiskt system, en robot (AI). Här är det du har skrivit till handläggaren, och svaren. Det du " +
    "skrev till roboten visas inte.",
  gone:
    "Samtalet går inte att läsa här längre. Det kan vara raderat. Det kan också vara öppnat någon annanstans med din " +
    "kod. Var det inte du? Då kan någon annan ha läst det.",
  notThrough: "Ingen kontakt. Det kom kanske inte fram. Tryck en gång till.",
  notFetched: "Ingen kontakt. Gå tillbaka och försök igen.",
  tooLongWait: "Det har tagit lång tid. Du kan vänta kvar, ringa, eller lämna ett meddelande.",
  newTitle: "nytt",
};
