using System.Text.Json;
using Notebook.Protocol;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Kernels;
using Notebook.Web.Secrets;

namespace Notebook.Tests.Secrets;

/// <summary>Secrets in what a kernel tells, in every form and cut anywhere.</summary>
public sealed class SecretMaskTests
{
    private const string Value = "p<ss\"word&ü9471";

    private readonly SecretMask _mask = SecretMask.None.With([new("KEY", Value), new("NUMBER", "20269471")]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Events whose text is no user code's: a new one has to be thought about here or in <see cref="SecretMask"/>.</summary>
    private static readonly Type[] WithoutText =
    [
        typeof(KernelOpened), typeof(KernelRefused), typeof(SubmissionStarted), typeof(SubmissionCompleted), typeof(PackagesRequested),
        typeof(ConnectionRequested), typeof(ConnectionSent), typeof(ConnectionRead), typeof(ConnectionLeft),
    ];

    private static KernelEvent[] Telling(string text)
    {
        var json = JsonSerializer.Serialize(new object[] { text, new Dictionary<string, string> { [text] = "1" } });
        var data = MimeBundle.Text($"a {text} b").With("text/html", $"<b>{System.Net.WebUtility.HtmlEncode(text)}</b>").With("application/json", json);
        KernelOutput[] outputs =
        [
            new StreamText { Stream = StreamName.Output, Text = $"a {text} b\n" },
            new DisplayValue { DisplayId = "d", Data = data },
            new DisplayUpdate { DisplayId = "d", Data = data },
            new ChartGrew { DisplayId = "d", Points = new() { Series = JsonSerializer.Serialize(new object[] { new { x = new[] { text }, y = new[] { 1 } } }), Keeps = 1, Summary = text } },
            new ErrorOutput { Error = new() { Name = "E", Message = text, Diagnostics = [new() { Id = "CS1", Message = text, SourceName = "a", StartLine = 1, StartColumn = 1, EndLine = 1, EndColumn = 1 }] } },
        ];
        return
        [
            .. outputs.Select(static output => new OutputProduced { SubmissionId = new(1), Output = output }),
            new InputRequested { SubmissionId = new(1), RequestId = 1, Question = new() { Prompt = text, Default = text } },
            new TablePaged { RequestId = 1, Rows = JsonSerializer.Serialize(new[] { new object[] { text, 1 } }), Choices = [text], Problem = text },
            new VariablesListed { RequestId = 1, Variables = [new() { Name = "v", Type = "string", Preview = $"\"{text}\"" }], Problem = text },
            new VariableShown { RequestId = 1, Data = data, Problem = text },
        ];
    }

    [Fact]
    public void In_EveryEventThatTellsIt_ShowsDots()
    {
        foreach (var told in Telling(Value))
        {
            var masked = JsonSerializer.Serialize(_mask.In(told), ProtocolJson.Default.KernelEvent);
            // Through all the escaping: what is left of a secret always ends like this.
            Assert.DoesNotContain("9471", masked, StringComparison.Ordinal);
            Assert.NotEqual(JsonSerializer.Serialize(told, ProtocolJson.Default.KernelEvent), masked);
        }
    }

    [Fact]
    public void In_Events_KnowsEveryKindThatThereIs()
    {
        var told = Telling("x").Select(static told => told.GetType()).Concat(WithoutText).Distinct().Select(static type => type.Name).Order(StringComparer.Ordinal);
        Assert.Equal(Subclasses(typeof(KernelEvent)), told);
        var outputs = Telling("x").OfType<OutputProduced>().Select(static produced => produced.Output.GetType().Name).Order(StringComparer.Ordinal);
        Assert.Equal(Subclasses(typeof(KernelOutput)), outputs);
    }

    [Fact]
    public void In_JsonWithANumber_StaysJson()
    {
        var paged = (TablePaged)_mask.In(new TablePaged { RequestId = 1, Rows = "[[20269471,1.50,true,null,\"x\"]]" });

        using var rows = JsonDocument.Parse(paged.Rows);
        Assert.Equal(SecretMask.Dots, rows.RootElement[0][0].GetString());
        Assert.Equal("1.50", rows.RootElement[0][1].GetRawText());
    }

    [Fact]
    public void In_BinaryPicture_LeavesItAlone()
    {
        var data = MimeBundle.Of("image/png", "AAAA20269471AAAA", "picture");

        Assert.Equal(data["image/png"], ((VariableShown)_mask.In(new VariableShown { RequestId = 1, Data = data })).Data!["image/png"]);
    }

    [Fact]
    public void In_ShortenedText_HidesTheBeginningToo()
    {
        var listed = (VariablesListed)_mask.In(new VariablesListed { RequestId = 1, Variables = [new() { Name = "v", Type = "string", Preview = "\"p<ss\"wor… p<ss\"w… other…" }] });

        Assert.Equal($"\"{SecretMask.Dots}… {SecretMask.Dots}… other…", listed.Variables[0].Preview);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Events_TextInPieces_HidesWhatIsCutAndLosesNothing(int length)
    {
        var text = $"one {Value} two {Value}{Value} p<s p<ss\"word three p<";
        var printed = await PrintedAsync(run =>
        {
            foreach (var piece in text.Chunk(length))
                run.Print(new string(piece));
        });

        Assert.Equal($"one {SecretMask.Dots} two {SecretMask.Dots}{SecretMask.Dots} p<s p<ss\"word three p<", printed);
    }

    [Fact]
    public async Task Events_OtherOutputBetweenPieces_KeepsTheOrder()
    {
        var kinds = new List<string>();
        await PrintedAsync(
            run =>
            {
                run.Print("p<ss");
                run.Display("shown");
                run.Print("after\n");
            },
            told => kinds.Add(told is OutputProduced { Output: StreamText { Text: var text } } ? text : told.GetType().Name));

        Assert.Equal(["SubmissionStarted", "p<ss", "OutputProduced", "after\n", "SubmissionCompleted"], kinds);
    }

    [Fact]
    public async Task Kernel_Submissions_GetTheSecretsAsTheyAreThenAndHideThoseBefore()
    {
        var launcher = new FakeKernelLauncher();
        launcher.Script.OnAny(static run =>
        {
            run.Print("old-secret new-secret\n");
            return Task.CompletedTask;
        });
        var now = "old-secret";
        await using var kernel = await new SecretLauncher(launcher, (_, _) => new([new SecretValue("KEY", now)])).LaunchAsync(new() { WorkingFolder = "/" }, Token);
        await SendAsync(kernel, 1);
        Assert.Equal($"{SecretMask.Dots} new-secret\n", await ReadAsync(kernel));
        now = "new-secret";
        await SendAsync(kernel, 2);
        Assert.Equal($"{SecretMask.Dots} {SecretMask.Dots}\n", await ReadAsync(kernel));

        var submits = (await launcher.NextKernelAsync(Token)).Requests.OfType<Submit>().ToList();
        Assert.Equal(["old-secret", "new-secret"], submits.Select(static submit => submit.Secrets.Single().Value));
        Assert.DoesNotContain("secret\"", submits[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("old-secret", submits[0].Secrets[0].ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> PrintedAsync(Action<FakeRun> code, Action<KernelEvent>? seen = null)
    {
        var launcher = new FakeKernelLauncher();
        launcher.Script.OnAny(run =>
        {
            code(run);
            return Task.CompletedTask;
        });
        await using var kernel = await new SecretLauncher(launcher, static (_, _) => new([new SecretValue("KEY", Value)])).LaunchAsync(new() { WorkingFolder = "/" }, Token);
        await SendAsync(kernel, 1);
        return await ReadAsync(kernel, seen);
    }

    private static ValueTask SendAsync(IKernel kernel, long id) => kernel.SendAsync(new Submit { SubmissionId = new(id), SourceName = "a", Code = "x" }, Token);

    private static async Task<string> ReadAsync(IKernel kernel, Action<KernelEvent>? seen = null)
    {
        var printed = "";
        while (await kernel.Events.ReadAsync(Token) is var told)
        {
            seen?.Invoke(told);
            if (told is SubmissionCompleted)
                break;
            printed += told is OutputProduced { Output: StreamText { Text: var text } } ? text : "";
        }

        return printed;
    }

    private static IEnumerable<string> Subclasses(Type type) =>
        type.Assembly.GetTypes().Where(found => found.IsSubclassOf(type) && !found.IsAbstract).Select(static found => found.Name).Order(StringComparer.Ordinal);
}
