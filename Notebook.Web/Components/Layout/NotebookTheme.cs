using MudBlazor;

namespace Notebook.Web.Components.Layout;

/// <summary>
/// MudBlazor's theme: type, corners and sizes. Its colours come from wwwroot/css/mud.css, which points the palette's
/// variables at the tokens, so that light and dark are one attribute of the document and no second list of colours.
/// </summary>
internal static class NotebookTheme
{
    private static readonly string[] Ui = ["Inter", "system-ui", "Segoe UI", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "56px", DrawerWidthLeft = "240px" },
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", 26)] },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Ui, FontSize = "13px", LineHeight = "1.5385", FontWeight = "400", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Ui, FontSize = "14px", LineHeight = "1.4286", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Ui, FontSize = "13px", LineHeight = "1.5385", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Ui, FontSize = "13px", LineHeight = "1.5385", FontWeight = "550", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Ui, FontSize = "12px", LineHeight = "1.3333", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Ui, FontSize = "16px", LineHeight = "1.5", FontWeight = "600", LetterSpacing = "normal" },
            H5 = new H5Typography { FontFamily = Ui, FontSize = "24px", LineHeight = "1.3333", FontWeight = "600", LetterSpacing = "normal" },
        },
    };
}
