using System.Text.Json.Nodes;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Formats;

/// <summary>Pictures in text cells: which are taken, how they are called, and that they follow their text.</summary>
public sealed class CellPicturesTests
{
    internal static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly CellId A = Id(0);
    private static readonly CellId B = Id(1);

    private SessionState _state = Texts("one", "two");

    public static TheoryData<byte[], string?> Contents => new()
    {
        { Png, "image/png" },
        { [0xFF, 0xD8, 0xFF, 0xE0, 0], "image/jpeg" },
        { "GIF89a..."u8.ToArray(), "image/gif" },
        { "RIFF\x04\0\0\0WEBPVP8 "u8.ToArray(), "image/webp" },
        { "RIFF\x04\0\0\0WAVEfmt "u8.ToArray(), null },
        { "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"u8.ToArray(), null },
        { "<html>"u8.ToArray(), null },
        { [], null },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Attach_Content_IsTakenByWhatItIs(byte[] content, string? type)
    {
        var outcome = _state.Apply(new AttachPicture(A, "x.png", content), new(Person(), Noon));

        if (type is null)
        {
            Assert.Contains("not a picture", Assert.IsType<OperationOutcome.Rejected>(outcome).Message, StringComparison.Ordinal);
            return;
        }

        var found = CellPictures.Find(Assert.IsType<OperationOutcome.Applied>(outcome).State.Document.Find(A)!, "x.png");
        Assert.Equal(type, found!.Value.MediaType);
        Assert.Equal(content, found.Value.Content);
    }

    [Fact]
    public void Attach_TooLarge_SaysTheLimit() => Assert.Equal(
        "The picture is too large: 10.0 MB, and the limit is 10 MB. Make it smaller, then try again.",
        Refused(new AttachPicture(A, "x.png", new byte[PictureRules.MaxBytes + 1])));

    [Theory]
    [InlineData("../x.png")]
    [InlineData("a b.png")]
    [InlineData("")]
    [InlineData(".png")]
    [InlineData("taken.png")]
    public void Attach_NameThatIsNone_IsRefused(string name)
    {
        Attach(A, "taken.png", Png);

        Assert.Equal("The picture needs a name of its own.", Refused(new AttachPicture(A, name, Png)));
    }

    [Fact]
    public void Attach_ToCode_SaysWhere()
    {
        _state = _state with { Document = NotebookOf("1") };

        Assert.Contains("text cells", Refused(new AttachPicture(A, "x.png", Png)), StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_WrittenAsIpynb_IsAnAttachmentAndComesBack()
    {
        Attach(A, "x.png", Png);

        var file = NotebookWriter.Write(_state.Document, NotebookFormat.Ipynb).Content;
        var read = Assert.IsType<NotebookReadResult.Read>(NotebookReader.Read("a.ipynb", file, TimeProvider.System)).Document.Cells[0];

        Assert.Equal(Convert.ToBase64String(Png), (string?)JsonNode.Parse(file.Span)!["cells"]![0]!["attachments"]!["x.png"]!["image/png"]);
        Assert.Equal(Png, CellPictures.Find(read, "x.png")!.Value.Content);
    }

    [Fact]
    public void Attach_WrittenAsHtml_IsInThePage()
    {
        Attach(A, "x.png", Png);
        var cell = _state.Document.Find(A)! with { Text = global::Notebook.Web.Collaboration.TextDocument.Of("![dot](attachment:x.png)") };

        var page = System.Text.Encoding.UTF8.GetString(NotebookWriter.Write(_state.Document with { Cells = [cell] }, NotebookFormat.Html).Content.Span);

        Assert.Contains($"src=\"data:image/png;base64,{Convert.ToBase64String(Png)}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("attachment:", page[..page.IndexOf("<script", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_WrittenAsMarkdown_IsALossInWords()
    {
        Attach(A, "x.png", Png);
        var cell = _state.Document.Find(A)! with { Text = global::Notebook.Web.Collaboration.TextDocument.Of("![dot](attachment:x.png)") };

        Assert.Contains("A .md file holds no pictures that were pasted into texts; 1 cell had some.", NotebookWriter.Write(_state.Document with { Cells = [cell] }, NotebookFormat.Markdown).Losses);
    }

    [Fact]
    public void Find_AttachmentThatIsNoPicture_IsNotThere()
    {
        var cell = _state.Document.Cells[0] with { FileFieldsJson = """{"attachments":{"a.png":{"image/png":"PHN2Zz4="},"b.png":7,"c.png":{"image/png":"no base 64"}}}""" };

        Assert.All((string[])["a.png", "b.png", "c.png", "d.png"], name => Assert.Null(CellPictures.Find(cell, name)));
    }

    [Theory]
    [InlineData("My photo (1).JPG", "image/jpeg", "My-photo--1.jpg")]
    [InlineData("image.png", "image/png", "image-2.png")]
    [InlineData("../../x", "image/gif", "x.gif")]
    [InlineData("żółw", "image/png", "w.png")]
    [InlineData("", "image/webp", "picture.webp")]
    public void FreeName_Wanted_IsOneThatFitsEverywhere(string wanted, string type, string expected)
    {
        Attach(A, "image.png", Png);

        Assert.Equal(expected, CellPictures.FreeName(_state.Document.Find(A)!.FileFieldsJson, wanted, type));
    }

    [Fact]
    public void SplitAndMerge_TextWithPictures_KeepsThemWithTheText()
    {
        byte[] other = [.. Png, 1];
        _state = Texts("![a](attachment:image.png)", "![b](attachment:image.png)");
        Attach(A, "image.png", Png);
        Attach(B, "image.png", other);

        var undo = Apply(new MergeCells([A, B]));

        var merged = _state.Document.Cells.Single();
        Assert.Equal("![a](attachment:image.png)\n\n![b](attachment:image-2.png)", merged.Source);
        Assert.Equal(Png, CellPictures.Find(merged, "image.png")!.Value.Content);
        Assert.Equal(other, CellPictures.Find(merged, "image-2.png")!.Value.Content);

        Apply(new SplitCell(A, merged.Text.Version, 27, new("above")));
        Assert.All(_state.Document.Cells, static cell => Assert.NotNull(CellPictures.Find(cell, "image-2.png")));
        Assert.NotNull(undo);
    }

    [Fact]
    public void Merge_Undone_GivesEachItsOwnPictures()
    {
        Attach(B, "x.png", Png);

        Apply(Apply(new MergeCells([A, B]))!);

        Assert.Null(_state.Document.Find(A)!.FileFieldsJson);
        Assert.NotNull(CellPictures.Find(_state.Document.Find(B)!, "x.png"));
    }

    private static SessionState Texts(params string[] sources) => new()
    {
        Document = NotebookOf(sources) is var document ? document with { Cells = document.Cells.ConvertAll(static cell => cell with { Kind = CellKind.Markdown, Language = "markdown" }) } : null!,
        OutputIdPrefix = "o",
    };

    private void Attach(CellId cell, string name, byte[] content) => Apply(new AttachPicture(cell, name, content));

    private Operation? Apply(Operation operation)
    {
        var applied = Assert.IsType<OperationOutcome.Applied>(_state.Apply(operation, new(Person(), Noon)));
        _state = applied.State;
        return applied.Inverse;
    }

    private string Refused(Operation operation) => Assert.IsType<OperationOutcome.Rejected>(_state.Apply(operation, new(Person(), Noon))).Message;
}
