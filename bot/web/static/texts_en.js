/** All texts of the widget in plain English (B1). They promise nothing that the Swedish ones do not. */
export const ENGLISH = {
  title: "Vägvisaren",
  intro1: "Hi! I am an automatic answering system, a robot. You don't need to say who you are.",
  emergency: "In an emergency, call 112.",
  before: "Before you write",
  before1: "Don't write names, numbers or addresses, and nothing about crimes.",
  before2: "A person who can see your phone or your network can see that you have been here.",
  before3: "Leave this page does not clear the history in the browser.",
  before4: "I answer questions about leaving crime, and about the support for those who want to get out.",
  askTopics: "What can I ask about?",
  askSelfCheck: "Do the self-check",
  askHuman: "Talk to a person",
  box: "Write here",
  boxHint: "Write here, no names",
  send: "Send",
  leave: "Leave this page",
  leaveEmergency: "Emergency button:",
  leaveHint: "Leave this page fast: press Shift three times.",
  leaving: "Loading …",
  newTab: "New tab",
  twoLeft: "Press Shift two more times to leave this page.",
  oneLeft: "Press Shift one more time to leave this page.",
  tooSlow: "It took too long. Press Shift three times to leave this page.",
  more: "More",
  larger: "Larger text",
  usualSize: "Normal text",
  erase: "Delete the conversation",
  erased: "The conversation is deleted, here and on the server.",
  notErased: "The conversation is gone from this page, but it could not be deleted on the server. Try again.",
  alreadyRead: "What a person has already read cannot be taken back.",
  nothingToErase:
    "There is nothing to delete on this page. Do you have a return code? Open the conversation with it first.",
  log: "The conversation",
  you: "You",
  bot: "The robot",
  stateBot: "You are writing with a robot.",
  stateTyping: "The robot is writing …",
  stateSending: "Sending …",
  stateLost: "No connection. The page is trying again.",
  stateWaiting: "You are waiting for a person. Your place in the queue is {place}.",
  stateLeft: "No person is reading right now. A case worker can read what you write later.",
  stateTaken: "You are writing with a person.",
  stateAway: "The case worker is not here right now. What you write can be read later.",
  statePanel: "What you write here goes to a case worker.",
  keepsNot: "If you leave the page now, the conversation is deleted. With a return code it is kept.",
  keeps:
    "If you leave the page now, the case worker still has the conversation. Don't want that? Press More and Delete the " +
    "conversation first.",
  worker: "The case worker (a person)",
  police:
    "In an emergency, call 112. You can also call the police on 114 14 and ask for the exit coordination " +
    "(avhopparsamordningen).",
  wrongPage: "The chat does not work on this page. You have done nothing wrong.",
  retry: "Try again",
  source: "Source",
  listen: "Listen",
  stopListening: "Stop reading",
  left: "characters left",
  tooLong: "characters too many. Divide it into parts.",
  newMessages: "New answers",
  handOver: "To a person here in the chat",
  handOverTitle: "Write to a person",
  handOverWait: "Loading …",
  handOverDanger:
    "Something you wrote can mean danger. The case worker is told that, and what kind of danger, even if you choose " +
    "Nothing. You come before those who are not in danger. I can be wrong. Don't wait here in an emergency: call 112.",
  share: "What should go along from the conversation with the robot?",
  shareNothing: "Nothing",
  shareOutcome: "The result of the self-check",
  shareAll: "The whole conversation with the robot",
  shareAs: "This is how the case worker sees it:",
  readFirst: "Wait until you see what goes along, and then press again.",
  shareHint:
    "Names, numbers and addresses in what you wrote are changed to words like [person]. Something can be left: read " +
    "it through. Does it say anything about crimes? Then choose Nothing.",
  queueHint:
    "If you leave or close the page while you are in the queue, the conversation is deleted. Do you want to be able to " +
    "come back? Press Get a return code when you are in the queue. The robot reads what you write until a case worker " +
    "is here, and tells the case worker if it notices danger.",
  queueUp: "Put me in the queue",
  leaveMessage: "Leave a message instead",
  nobodyIn:
    "No case worker is here in the chat right now. You can call, or leave a message. Then you get a code, so that you " +
    "can come back and see if you have an answer.",
  message: "Your message",
  contact: "How can the case worker reach you? (You don't have to answer.)",
  contactHint:
    "You can skip this. A name or a number can show who you are. Think about who else can answer the phone, or see it.",
  sendMessage: "Leave the message",
  back: "Back to the conversation",
  code: "Get a return code",
  changeCode: "Change the return code",
  changeCodeHint: "You already have a code. If you get a new one, the old one stops working.",
  changeCodeYes: "Change the code",
  changeCodeNo: "Keep the old one",
  codeTitle: "Your return code",
  codeHint:
    "The code is shown only now. With it you can read the answer and write more. Write it down on paper, but not what " +
    "it is for. Don't take a screenshot. Hide it where nobody else looks. A person who finds the code can read the " +
    "conversation, delete it, and write as if it were you. If it is dangerous to have the code with you, don't save it.",
  codeKept:
    "The conversation is kept when you leave the page. It is deleted when nothing has happened for {days} days. If the " +
    "case worker has ended it, it is deleted after {closed} days. Without the code you cannot open it or delete it.",
  codeSaved: "Done",
  haveCode: "I have a return code",
  enterCode: "Write your code, 16 numbers",
  openCode: "Open the conversation",
  returned:
    "The page is an automatic system, a robot (AI). Here is what you wrote to the case worker, and the answers. What " +
    "you wrote to the robot is not shown.",
  gone:
    "The conversation cannot be read here any more. It can be deleted. It can also be open somewhere else, with your " +
    "code. Was that not you? Then someone else may have read it.",
  notThrough: "No connection. It may not have arrived. Press once more.",
  notFetched: "No connection. Go back and try again.",
  tooLongWait: "It has taken a long time. You can keep waiting, call, or leave a message.",
  newTitle: "new",
};
