// The script of an exported page: draws its charts as the notebook's page does, follows light and dark, and sizes frames to what
// they hold.
import { drawFigure, mapWords } from "../charts/drawing.js";
import { figureOf } from "../charts/figure.js";

const figures = new WeakMap();

async function draw(host) {
  try {
    let figure = figures.get(host);
    if (!figure) figures.set(host, figure = figureOf(host.querySelector("script").textContent));
    if (figure.isMap) return void (host.textContent = `${host.getAttribute("aria-label")}. ${mapWords}`);
    let plot = host.querySelector(".plot");
    if (!plot) {
      plot = document.createElement("div");
      plot.className = "plot";
      host.append(plot);
    }
    await drawFigure(host, plot, figure, { displaylogo: false, responsive: true });
  } catch (error) {
    host.textContent = host.getAttribute("aria-label");
    console.error(error);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const charts = [...document.querySelectorAll(".chart")];
  if (!charts.length) return;
  const drawAll = () => charts.forEach(draw);
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", drawAll);
  addEventListener("afterprint", drawAll);
});

// This script stands in the head: a frame tells its height before the rest of the page has been read.
addEventListener("message", event => {
  const frame = [...document.querySelectorAll(".frame")].find(each => each.contentWindow === event.source);
  const height = Number(event.data?.height);
  if (frame && height > 0) frame.style.height = `${Math.min(height, 4000)}px`;
});

// What a frame out of sight told while this page was being laid out may be wrong, and it is not told of its new size: so it is asked
// once its width is what it stays.
const askFrames = () => document.querySelectorAll(".frame").forEach(frame => frame.contentWindow?.postMessage("height", "*"));
addEventListener("load", () => requestAnimationFrame(askFrames));
addEventListener("resize", askFrames);
document.addEventListener("load", event => event.target.matches?.(".frame") && document.readyState === "complete" && askFrames(), true);
