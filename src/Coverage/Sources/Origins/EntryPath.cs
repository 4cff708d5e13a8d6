using System.Globalization;
using System.Text;

namespace Coverage.Sources.Origins;

/// <summary>
/// The names that archives and folders give to their entries. None is ever used to write; they are shown to people and
/// compared, so what could mislead either is not let in.
/// </summary>
internal static class EntryPath
{
    private const int ShownLength = 200;

    /// <summary>Brings a name to <c>a/b/c</c>; false for one that leads out of the tree or hides what it is.</summary>
    /// <param name="name">The name as the input has it.</param>
    /// <param name="path">The path, empty for the tree's own root.</param>
    public static bool TryNormalise(string name, out string path)
    {
        path = "";
        if (name.Length == 0 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || HasDrive(name) || HidesSomething(name))
        {
            return false;
        }

        if (IsNormal(name))
        {
            path = name;
            return true;
        }

        var segments = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(segments, "..") >= 0)
        {
            return false;
        }

        path = string.Join('/', Array.IndexOf(segments, ".") < 0 ? segments : Array.FindAll(segments, segment => segment != "."));
        return true;
    }

    /// <summary>A name as it can be shown: what is invisible or turns the writing direction is written as <c>\uXXXX</c>.</summary>
    public static string Printable(string name)
    {
        var shown = name.Length > ShownLength ? string.Concat(name.AsSpan(0, ShownLength), "...") : name;
        if (!HidesSomething(shown))
        {
            return shown;
        }

        var text = new StringBuilder(shown.Length + 16);
        for (var i = 0; i < shown.Length; i++)
        {
            if (char.IsSurrogatePair(shown, i) && !Hides(Rune.GetUnicodeCategory(new Rune(shown[i], shown[i + 1]))))
            {
                text.Append(shown, i++, 2);
            }
            else if (Hides(char.GetUnicodeCategory(shown[i])))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)shown[i]:X4}");
            }
            else
            {
                text.Append(shown[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Whether nothing of a name can be an empty segment, <c>.</c> or <c>..</c>: nearly all are so, and need not be cut up.</summary>
    private static bool IsNormal(string name) =>
        name[0] != '.' && name[^1] != '/' && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("/.", StringComparison.Ordinal);

    private static bool HasDrive(string name) => name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]);

    private static bool HidesSomething(string name)
    {
        if (!name.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            var pair = char.IsSurrogatePair(name, i);
            if (Hides(pair ? Rune.GetUnicodeCategory(new Rune(name[i], name[i + 1])) : char.GetUnicodeCategory(name[i])))
            {
                return true;
            }

            i += pair ? 1 : 0;
        }

        return false;
    }

    private static bool Hides(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
