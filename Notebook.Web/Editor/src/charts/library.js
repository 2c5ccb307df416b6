// The chart library: large, and loaded once, when a page has a chart or is about to.
let library = null;

export function loadPlotly(address) {
  return library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = null;
      script.remove();
      reject(new Error("The chart library could not be loaded."));
    };
    document.head.append(script);
  });
}

/** Begins to load it for a cell that may show a chart, while that compiles and runs. */
export function expectCharts(page, code) {
  if (/\bPlot\b|\bChart|plotly/i.test(code)) loadPlotly(page.options.plotly).catch(() => {}); // Whoever draws a chart tries again, and says so.
}
