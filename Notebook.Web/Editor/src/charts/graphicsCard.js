// A browser has some sixteen drawing contexts of the graphics card, and a chart takes up to three: the oldest go blank without a
// word. So few charts are alive at once; of the others a picture stands until somebody points at them.
const most = 4;
const alive = new Set();
let answer = null;

/** Whether this browser draws with the graphics card, or with something that acts as one. */
export function hasGraphicsCard() {
  if (answer != null) return answer;
  const context = document.createElement("canvas").getContext("webgl");
  answer = context != null;
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return answer;
}

/** @param chart has `freeze()` and an element's place; the one farthest from what is seen is frozen when there are too many */
export function light(chart) {
  alive.add(chart);
  if (alive.size <= most) return;
  const away = each => {
    const { top, bottom } = each.getBoundingClientRect();
    return Math.abs((top + bottom - innerHeight) / 2);
  };
  [...alive].filter(each => each !== chart).sort((a, b) => away(b) - away(a))[0].freeze();
}

export function unlight(chart) { alive.delete(chart); }
