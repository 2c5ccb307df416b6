// The page of a notebook in the browser. Blazor renders the cells; text, streams, charts, clocks, keys and the cell
// toolbars live here, so that none of them waits for a render. `npm run build` makes wwwroot/lib/editor of it.
import { NotebookPage } from "./page.js";
import { ChartElement } from "./charts/chartElement.js";
import { CountdownElement } from "./countdownElement.js";
import { ElapsedElement } from "./elapsedElement.js";
import { DialogElement } from "./dialogs/dialogElement.js";
import { DiagramElement } from "./outputs/diagramElement.js";
import { FrameElement } from "./outputs/frameElement.js";
import { InputElement } from "./outputs/inputElement.js";
import { MathElement } from "./outputs/math.js";
import { ProseElement } from "./outputs/proseElement.js";
import { TableElement } from "./outputs/tableElement.js";
import { TreeElement } from "./outputs/treeElement.js";
import { QuestionElement } from "./questions/questionElement.js";
import { SourceElement } from "./sourceElement.js";
import { StreamElement } from "./streamElement.js";

const elements = {
  "notebook-source": SourceElement, "notebook-stream": StreamElement, "notebook-chart": ChartElement, "notebook-elapsed": ElapsedElement, "notebook-countdown": CountdownElement,
  "notebook-prose": ProseElement, "notebook-frame": FrameElement, "notebook-diagram": DiagramElement, "notebook-math": MathElement,
  "notebook-question": QuestionElement, "notebook-input": InputElement, "notebook-table": TableElement, "notebook-tree": TreeElement, "notebook-dialog": DialogElement,
};
for (const [name, type] of Object.entries(elements)) if (!customElements.get(name)) customElements.define(name, type);

/** Opens a notebook on its root element; called by the Blazor page once it has rendered, and again when it got no answer. */
export function open(root, channel, notebookId, plotly) {
  if (root.notebookPage?.isOpen) return root.notebookPage;
  const page = new NotebookPage(root, channel, { notebookId, plotly });
  page.start();
  root.pressedEarly?.click();
  return page;
}
