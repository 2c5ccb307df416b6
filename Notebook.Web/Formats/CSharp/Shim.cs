// ── What the notebook provided: values printed as text ──
static partial class NotebookProgram
{
    public static void Show<T>(Func<T> value) => Print(value());

    public static void Show(Action action) => action();

    public static void ShowValue(object value) => Print(value);

    public static async Task ShowAsync<T>(Func<Task<T>> value) => Print(await value());

    public static Task ShowAsync(Func<Task> action) => action();

    internal static void Print(object value)
    {
        if (value is Shown)
            return;
        if (value is string || value is not IEnumerable items)
        {
            Console.WriteLine(value ?? "null");
            return;
        }

        var count = 0;
        foreach (var item in items)
        {
            if (++count > 100)
            {
                Console.WriteLine("…");
                break;
            }

            Console.WriteLine(item ?? "null");
        }
    }

    public sealed class Shown
    {
        public static Shown Of(object value)
        {
            Print(value);
            return new Shown();
        }

        public void Update(object value) => Print(value);

        public override string ToString() => "";
    }
// ~ display( HTML(

    public static Shown display(object value, params object[] format)
    {
        Print(value);
        return new Shown();
    }

    public static string HTML(string html) => html;
// ~ Display.

    public static class Display
    {
        public static Shown Value(object value) => NotebookProgram.Shown.Of(value);

        public static Shown Text(string text) => NotebookProgram.Shown.Of(text);

        public static Shown Html(string html) => NotebookProgram.Shown.Of(html);

        public static Shown Markdown(string markdown) => NotebookProgram.Shown.Of(markdown);

        public static Shown Latex(string latex) => NotebookProgram.Shown.Of(latex);

        public static Shown Svg(string svg, string description = null) => NotebookProgram.Shown.Of(description ?? "(picture)");

        public static Shown Json(object value) => NotebookProgram.Shown.Of(value as string ?? JsonSerializer.Serialize(value));

        public static Shown Image(object image, string description = null) => NotebookProgram.Shown.Of(description ?? "(picture)");

        public static Shown JavaScript(string code) => NotebookProgram.Shown.Of("(JavaScript)");

        public static Shown Mermaid(string diagram) => NotebookProgram.Shown.Of(diagram);
    }
// ~ Plot.

    /// A notebook draws charts; a program says which there would be.
    public static class Plot
    {
        public static ChartText Line<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Line chart");

        public static ChartText Line<TY>(IEnumerable<TY> y, string name = null) => new("Line chart");

        public static ChartText Line<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null) => new("Line chart");

        public static ChartText Line(int maxPoints, string name = null) => new("Line chart");

        public static ChartText Scatter<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Scatter chart");

        public static ChartText Scatter<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null, Func<T, object> size = null) => new("Scatter chart");

        public static ChartText Area<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Area chart");

        public static ChartText Area<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null) => new("Area chart");

        public static ChartText Bar<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Bar chart");

        public static ChartText Bar<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null) => new("Bar chart");

        public static ChartText Bar<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries, string name = null) => new("Bar chart");

        public static ChartText HorizontalBar<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values, string name = null) => new("Horizontal bar chart");

        public static ChartText Pie<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values) => new("Pie chart");

        public static ChartText Pie<T>(IEnumerable<T> rows, Func<T, object> label, Func<T, object> value) => new("Pie chart");

        public static ChartText Candlestick<TX, TPrice>(IEnumerable<TX> x, IEnumerable<TPrice> open, IEnumerable<TPrice> high, IEnumerable<TPrice> low, IEnumerable<TPrice> close, string name = null) => new("Candlestick chart");

        public static ChartText Candlestick<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> open, Func<T, object> high, Func<T, object> low, Func<T, object> close, string name = null) => new("Candlestick chart");

        public static ChartText Histogram<T>(IEnumerable<T> values, int? bins = null, string name = null) => new("Histogram chart");

        public static ChartText Histogram<T>(IEnumerable<T> rows, Func<T, object> value, int? bins = null, string name = null) => new("Histogram chart");

        public static ChartText Histogram2D<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y) => new("Histogram2D chart");

        public static ChartText Box<T>(IEnumerable<T> values, string name = null) => new("Box chart");

        public static ChartText Box<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Box chart");

        public static ChartText Box<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null) => new("Box chart");

        public static ChartText Violin<T>(IEnumerable<T> values, string name = null) => new("Violin chart");

        public static ChartText Violin<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Violin chart");

        public static ChartText Violin<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null) => new("Violin chart");

        public static ChartText Heatmap<TZ>(IEnumerable<IEnumerable<TZ>> z) => new("Heatmap chart");

        public static ChartText Heatmap<TZ, TX, TY>(IEnumerable<IEnumerable<TZ>> z, IEnumerable<TX> x, IEnumerable<TY> y) => new("Heatmap chart");

        public static ChartText Heatmap(double[,] z) => new("Heatmap chart");

        public static ChartText Heatmap<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y) => new("Heatmap chart");

        public static ChartText Contour<TZ>(IEnumerable<IEnumerable<TZ>> z) => new("Contour chart");

        public static ChartText Contour<TZ, TX, TY>(IEnumerable<IEnumerable<TZ>> z, IEnumerable<TX> x, IEnumerable<TY> y) => new("Contour chart");

        public static ChartText Contour(double[,] z) => new("Contour chart");

        public static ChartText Contour<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y) => new("Contour chart");

        public static ChartText Surface<TZ>(IEnumerable<IEnumerable<TZ>> z) => new("Surface chart");

        public static ChartText Surface<TZ, TX, TY>(IEnumerable<IEnumerable<TZ>> z, IEnumerable<TX> x, IEnumerable<TY> y) => new("Surface chart");

        public static ChartText Surface(double[,] z) => new("Surface chart");

        public static ChartText Surface<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y) => new("Surface chart");

        public static ChartText Scatter3D<TX, TY, TZ>(IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string name = null) => new("Scatter3D chart");

        public static ChartText Scatter3D<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, Func<T, object> z, string name = null) => new("Scatter3D chart");

        public static ChartText Line3D<TX, TY, TZ>(IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string name = null) => new("Line3D chart");

        public static ChartText Step<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string name = null) => new("Step chart");

        public static ChartText Step<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, string name = null, Func<T, object> color = null) => new("Step chart");

        public static ChartText Density<T>(IEnumerable<T> values, string name = null, double? bandwidth = null) => new("Density chart");

        public static ChartText Donut<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values) => new("Donut chart");

        public static ChartText Donut<T>(IEnumerable<T> rows, Func<T, object> label, Func<T, object> value) => new("Donut chart");

        public static ChartText Treemap<TLabel, TParent, TValue>(IEnumerable<TLabel> labels, IEnumerable<TParent> parents, IEnumerable<TValue> values) => new("Treemap");

        public static ChartText Treemap<T>(IEnumerable<T> rows, Func<T, object> label, Func<T, object> parent, Func<T, object> value) => new("Treemap");

        public static ChartText Sunburst<TLabel, TParent, TValue>(IEnumerable<TLabel> labels, IEnumerable<TParent> parents, IEnumerable<TValue> values) => new("Sunburst");

        public static ChartText Sunburst<T>(IEnumerable<T> rows, Func<T, object> label, Func<T, object> parent, Func<T, object> value) => new("Sunburst");

        public static ChartText Sankey<TFrom, TTo, TValue>(IEnumerable<TFrom> from, IEnumerable<TTo> to, IEnumerable<TValue> values) => new("Sankey diagram");

        public static ChartText Sankey<T>(IEnumerable<T> rows, Func<T, object> from, Func<T, object> to, Func<T, object> value) => new("Sankey diagram");

        public static ChartText Funnel<TLabel, TValue>(IEnumerable<TLabel> steps, IEnumerable<TValue> values, string name = null) => new("Funnel chart");

        public static ChartText Waterfall<TLabel, TValue>(IEnumerable<TLabel> steps, IEnumerable<TValue> changes, string name = null) => new("Waterfall chart");

        public static ChartText Gauge(double value, double min = 0, double max = 100) => new("Gauge");

        public static ChartText Ohlc<TX, TPrice>(IEnumerable<TX> x, IEnumerable<TPrice> open, IEnumerable<TPrice> high, IEnumerable<TPrice> low, IEnumerable<TPrice> close, string name = null) => new("OHLC chart");

        public static ChartText Ohlc<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> open, Func<T, object> high, Func<T, object> low, Func<T, object> close, string name = null) => new("OHLC chart");

        public static ChartText Timeline<TTask>(IEnumerable<TTask> tasks, IEnumerable<DateTime> start, IEnumerable<DateTime> end, string name = null) => new("Timeline");

        public static ChartText Timeline<T>(IEnumerable<T> rows, Func<T, object> task, Func<T, DateTime> start, Func<T, DateTime> end, Func<T, object> color = null) => new("Timeline");

        public static ChartText Polar<TTheta, TR>(IEnumerable<TTheta> theta, IEnumerable<TR> r, string name = null) => new("Polar chart");

        public static ChartText PolarBar<TTheta, TR>(IEnumerable<TTheta> theta, IEnumerable<TR> r, string name = null) => new("Polar chart");

        public static ChartText Radar<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values, string name = null) => new("Radar chart");

        public static ChartText Bubble<TX, TY, TSize>(IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TSize> size, string name = null) => new("Bubble chart");

        public static ChartText Bubble<T>(IEnumerable<T> rows, Func<T, object> x, Func<T, object> y, Func<T, object> size, string name = null, Func<T, object> color = null) => new("Bubble chart");

        public static ChartText Grid(int columns, IEnumerable<ChartText> charts, bool shareX = false, bool shareY = false) => new("Charts");

        public static ChartText Animate<T>(IEnumerable<T> steps, Func<T, ChartText> chart, Func<T, string> name = null) => steps.Select(chart).FirstOrDefault();

        public static ChartText Subplots(int columns, params IEnumerable<ChartText> charts) => new("Charts");

        public static ChartText Of(params object[] traces) => new("Chart");
    }

    public sealed class ChartText(string kind)
    {
        private string _title = "";

        public ChartText Title(string text)
        {
            _title = text;
            return this;
        }

        public ChartText XAxis(string title = null, object from = null, object to = null) => this;

        public ChartText YAxis(string title = null, object from = null, object to = null) => this;

        public ChartText LogX() => this;

        public ChartText XRange(object from, object to) => this;

        public ChartText YRange(object from, object to) => this;

        public ChartText Range((object From, object To)? x = null, (object From, object To)? y = null) => this;

        public ChartText OnRight(string title = null) => this;

        public ChartText Annotate(object x, object y, string text) => this;

        public ChartText HLine(object y, string text = null) => this;

        public ChartText VLine(object x, string text = null) => this;

        public ChartText HBand(object from, object to, string text = null) => this;

        public ChartText VBand(object from, object to, string text = null) => this;

        public ChartText ErrorX(IEnumerable<double> above, IEnumerable<double> below = null) => this;

        public ChartText ErrorY(IEnumerable<double> above, IEnumerable<double> below = null) => this;

        public ChartText Markers(double? size = null) => this;

        public ChartText Dash(string dash = "dash") => this;

        public ChartText Width(double width) => this;

        public ChartText Smooth() => this;

        public ChartText Horizontal() => this;

        public ChartText LogY() => this;

        public ChartText Add(ChartText other) => this;

        public ChartText Size(int? width = null, int? height = null) => this;

        public ChartText Legend(bool show = true) => this;

        public ChartText Stack() => this;

        public ChartText Group() => this;

        public ChartText Overlay() => this;

        public ChartText Color(string color) => this;

        public ChartText With(string path, object value) => this;

        public ChartText WithLayout(string path, object value) => this;

        public ChartText Subplots(int columns, params IEnumerable<ChartText> others) => this;

        public ChartText Live()
        {
            Console.WriteLine(this);
            return this;
        }

        public void Append(object x, params double[] y)
        {
        }

        public void AppendTo(string series, object x, double y)
        {
        }

        public void Clear()
        {
        }

        public override string ToString() => _title.Length == 0 ? $"[{kind}]" : $"[{kind}: {_title}]";
    }
// ~
}
// ~ .Display( .DisplayTable( .DisplayAs(

static class NotebookValues
{
    public static NotebookProgram.Shown Display<T>(this T value, params object[] format) => NotebookProgram.Shown.Of(value);

    public static NotebookProgram.Shown DisplayTable<T>(this T value) => NotebookProgram.Shown.Of(value);

    public static NotebookProgram.Shown DisplayAs<T>(this T value, string mimeType) => NotebookProgram.Shown.Of(value);
}
// ~
