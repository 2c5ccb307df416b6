using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Notebook.Tests.Components;

// Blazor keeps these types to itself, and they are what a reader's page costs in memory.
#pragma warning disable BL0006

/// <summary>What a component takes of Blazor's render tree.</summary>
/// <param name="Count">How many frames, without those of the components in it.</param>
/// <param name="Components">How many components stand in it.</param>
internal sealed record RenderedFrames(int Count, int Components)
{
    public static RenderedFrames Of(ComponentBase component)
    {
        using var builder = new RenderTreeBuilder();
        typeof(ComponentBase).GetMethod("BuildRenderTree", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(component, [builder]);
        var frames = builder.GetFrames();
        return new(frames.Count, frames.Array.Take(frames.Count).Count(static frame => frame.FrameType == RenderTreeFrameType.Component));
    }
}
