// Points that a live chart gets while its cell runs.

/**
 * Adds points to the series of a figure, whose oldest go when there are more than it keeps.
 * @param data the traces; their x and y become other arrays
 * @param additions each [null | { x, y }, …] with an entry per trace, in order
 * @returns {{ update: {x, y}, at: number[] }} what Plotly.extendTraces takes, or null when the chart has to be drawn anew: how a
 *   series is drawn changes with its first points and with its length
 */
export function grown(data, additions, keeps) {
  const update = { x: [], y: [] };
  const at = [];
  let isAlike = true;
  data.forEach((trace, index) => {
    const parts = additions.map(addition => addition[index]).filter(Boolean);
    if (parts.length === 0) return;
    const fresh = { x: parts.flatMap(part => part.x), y: parts.flatMap(part => part.y) };
    const before = trace.y?.length ?? 0;
    for (const name of ["x", "y"]) trace[name] = (Array.isArray(trace[name]) ? trace[name] : []).concat(fresh[name]).slice(-keeps);
    const after = trace.y.length;
    if (before <= 1 || steps.some(step => before <= step && after > step)) isAlike = false;
    update.x.push(fresh.x);
    update.y.push(fresh.y);
    at.push(index);
  });
  return isAlike && at.length > 0 ? { update, at } : null;
}

const steps = [20, 2_000, 5_000]; // markers go, dashes go, and the line is thinned
