// One way to draw a figure, on the notebook's page and on an exported one.
import { chartTemplate } from "./chartTheme.js";
import { ChartView } from "./chartView.js";
import { styled } from "./figure.js";

const contents = ["x", "y", "z", "values", "labels", "r", "value", "link", "close", "open"];

/**
 * @param host the element whose theme the chart follows
 * @param plot the element that Plotly draws in
 * @param figure as figureOf reads it
 * @param config Plotly's
 * @returns what is drawn of its traces
 */
export async function drawFigure(host, plot, { data, layout, frames }, config) {
  const view = new ChartView(plot, data.map(styled), layout);
  const isEmpty = data.every(trace => contents.every(name => trace[name] == null || trace[name].length === 0));
  const themed = {
    ...structuredClone(layout), template: layout.template ?? chartTemplate(host, data), autosize: layout.width == null,
    ...isEmpty && { annotations: [...layout.annotations ?? [], { text: "No data yet", showarrow: false, xref: "paper", yref: "paper", x: 0.5, y: 0.5 }] },
  };
  await window.Plotly.react(plot, view.data(), themed, config);
  view.follow();
  if (frames?.length) await window.Plotly.addFrames(plot, frames);
  return view;
}

export const mapWords = "A map needs outlines from another site, and this page loads nothing from elsewhere.";
