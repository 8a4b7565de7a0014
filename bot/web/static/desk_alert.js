/** Calls a worker who looks elsewhere: a sound, and a box outside the browser. */

const TONES_HZ = [660, 880];
const TONE_SECONDS = 0.15;
const VOLUME = 0.2;

const HEARD = "Ljudet spelades.";
const NOT_HEARD = "Webbläsaren spelar inget ljud.";
const BOX = {
  granted: "Rutan visas utanför webbläsaren. Syns den inte är den avstängd i datorns inställningar.",
  denied: "Rutan är avstängd för den här sidan i webbläsarens inställningar.",
  default: "Rutan visas inte förrän du har tillåtit den. Tryck igen.",
};
const NO_BOX = "Webbläsaren kan inte visa någon ruta.";
const TRIED = "Så här ser det ut när någon väntar";

/** One for the page: browsers limit how many there may be, and let it play after the first press. */
let context = null;

/** Two short tones; false if the browser lets the page make no sound. */
async function sound() {
  try {
    context ??= new AudioContext();
    context.resume(); // never settles before the first press
    if (context.state !== "running") await new Promise((resolve) => setTimeout(resolve, 200));
    if (context.state !== "running") return false;
    const volume = new GainNode(context, { gain: VOLUME });
    volume.connect(context.destination);
    for (const [index, frequency] of TONES_HZ.entries()) {
      const tone = new OscillatorNode(context, { frequency });
      const begins = context.currentTime + index * TONE_SECONDS;
      tone.connect(volume);
      tone.start(begins);
      tone.stop(begins + TONE_SECONDS);
    }
    return true;
  } catch {
    return false;
  }
}

function box(title, body) {
  if (window.Notification?.permission === "granted") new Notification(title, { body, silent: true });
}

export function call(title, body) {
  sound();
  box(title, body);
}

/**
 * Lets a worker try both, which also asks the browser for its permission, and says what became of it.
 *
 * @param {HTMLElement} place
 */
export function letTry(place) {
  const result = place.querySelector("[role=status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    result.textContent = "";
    const heard = (await sound()) ? HEARD : NOT_HEARD;
    if (window.Notification?.permission === "default") await Notification.requestPermission();
    box(TRIED, "");
    result.textContent = `${heard} ${BOX[window.Notification?.permission] ?? NO_BOX}`;
  });
}
