using System.Text.RegularExpressions;

namespace Coverage.Web.Features.Profiles;

/// <summary>Words that are looked for in prose: any of them, in any case, each from the beginning of a word on.</summary>
internal sealed partial class WordSearch
{
    private const int MostWords = 20;
    private const int Longest = 280;
    private const int Before = 120;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Regex? any;

    /// <summary>Reads what is typed: words with spaces or commas between them, quotes around those that stand together.</summary>
    public WordSearch(string typed)
    {
        var words = Typed().Matches(typed).Select(match => Spaces().Replace(match.Groups["word"].Value, " ").Trim()).Where(word => word.Any(char.IsLetterOrDigit)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords);
        var pattern = string.Join('|', words.OrderByDescending(word => word.Length).Select(Regex.Escape));
        if (pattern.Length > 0) any = new Regex($@"(?<![\p{{L}}\p{{N}}])(?<word>{pattern})[\p{{L}}\p{{N}}]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>Whether nothing is looked for.</summary>
    public bool IsEmpty => any is null;

    /// <summary>The sentences of a text in which a word stands; those with one that is whole come first.</summary>
    public IReadOnlyList<Passage> Sentences(string text) => [.. SentenceEnd().Split(Spaces().Replace(text, " ").Trim()).Select(Mark).OfType<Passage>().OrderByDescending(passage => passage.IsWhole)];

    /// <summary>A sentence or name with its words marked, cut around the first where it is long; null if none stands in it.</summary>
    public Passage? Mark(string sentence)
    {
        if (any is null) return null;
        var marks = any.Matches(sentence).ToList();
        if (marks.Count == 0) return null;
        var (from, to) = Cut(sentence, marks[0]);
        marks.RemoveAll(mark => mark.Index + mark.Length > to);
        List<PassageRun> runs = [];
        var at = from;
        Add(from > 0 ? "…" : "", false);
        foreach (var mark in marks)
        {
            Add(sentence[at..mark.Index], false);
            Add(mark.Value, true);
            at = mark.Index + mark.Length;
        }

        Add(sentence[at..to] + (to < sentence.Length ? "…" : ""), false);
        return new Passage(runs, marks.Any(mark => mark.Length == mark.Groups["word"].Length));

        void Add(string text, bool isMarked)
        {
            if (text.Length > 0) runs.Add(new PassageRun(text, isMarked));
        }
    }

    private static (int From, int To) Cut(string sentence, Match first)
    {
        if (sentence.Length <= Longest) return (0, sentence.Length);
        var space = first.Index <= Before ? -1 : sentence.IndexOf(' ', first.Index - Before);
        var from = first.Index <= Before ? 0 : space < 0 || space > first.Index ? first.Index : space + 1;
        if (from + Longest >= sentence.Length) return (from, sentence.Length);
        return (from, Math.Max(sentence.LastIndexOf(' ', from + Longest), first.Index + first.Length));
    }

    [GeneratedRegex("""["“](?<word>[^"“”]+)["”]|(?<word>[^\s,;"“”]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Typed();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=[^\p{Lu}\s][.!?])\s(?=[\p{Lu}\p{N}(\[""“])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();
}
