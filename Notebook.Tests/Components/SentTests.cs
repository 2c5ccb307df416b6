using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Notebook.Protocol.Language;
using Notebook.Web.Components.Notebooks;

namespace Notebook.Tests.Components;

public sealed class SentTests
{
    private static readonly JsonSerializerOptions OfACircuit = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, MaxDepth = 32 };

    private readonly List<Type> _learnt = [];
    private readonly JsonSerializerOptions _circuit;

    public SentTests() => _circuit = new(OfACircuit) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => _learnt.Add(info.Type) } } };

    [Fact]
    public void Write_AsACircuitDoes_SaysTheSameAsWithoutIt()
    {
        var answer = new CompletionsListed { RequestId = 1, ListId = 2, Start = 3, End = 4, Items = [new() { Label = "<ä>", Insert = "x", Kind = "method", Index = 5 }] };
        IReadOnlyList<StreamDelivery> streams = [new("o", 1, "a\n\u001b[31m", 2)];

        Assert.Equal(JsonSerializer.Serialize<object>(answer, OfACircuit), JsonSerializer.Serialize<object>(new Sent<CompletionsListed>(answer), OfACircuit));
        Assert.Equal(JsonSerializer.Serialize(new object[] { streams, "x" }, OfACircuit), JsonSerializer.Serialize(new object[] { new Sent<IReadOnlyList<StreamDelivery>>(streams), "x" }, OfACircuit));
        Assert.Equal("null", JsonSerializer.Serialize<object>(new Sent<CompletionsListed>(null), OfACircuit));
    }

    [Fact]
    public void Write_AsACircuitDoes_TeachesItNoTypeOfTheMessage()
    {
        _ = JsonSerializer.Serialize<object>(new Sent<CompletionsListed>(new() { RequestId = 1, ListId = 2, Start = 3, End = 4, Items = [] }), _circuit);

        Assert.Contains(typeof(Sent<CompletionsListed>), _learnt);
        Assert.DoesNotContain(_learnt, static type => type.Namespace == typeof(CompletionsListed).Namespace);
    }

    [Fact]
    public void Read_Message_IsWhatWasWritten() =>
        Assert.Equal(new StreamDelivery("o", 1, "t", 2), JsonSerializer.Deserialize<Sent<StreamDelivery>>("""{"outputId":"o","offset":1,"text":"t","lines":2}""", OfACircuit).Value);
}
