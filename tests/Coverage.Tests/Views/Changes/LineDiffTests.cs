using System.Diagnostics;
using Coverage.Views.Changes;

namespace Coverage.Tests.Views.Changes;

public sealed class LineDiffTests
{
    [Fact]
    public void Equal_texts_do_not_differ_whatever_their_line_ends() => Assert.Empty(LineDiff.Of("a\r\nb\n", "a\nb").Hunks);

    [Fact]
    public void A_difference_stands_between_three_lines_of_context()
    {
        var diff = LineDiff.Of("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nfive\n6\n7\n8\n9");

        Assert.Equal(["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"], diff.Unified());
        Assert.Equal((1, 1, 0), (diff.Added, diff.Removed, diff.Left));
    }

    [Fact]
    public void Differences_close_to_each_other_are_one_hunk_and_those_far_apart_two()
    {
        string Numbers(params int[] changed) => string.Join('\n', Enumerable.Range(1, 40).Select(i => changed.Contains(i) ? "x" : $"{i}"));

        Assert.Single(LineDiff.Of(Numbers(), Numbers(10, 16)).Hunks);
        Assert.Equal([7, 27], LineDiff.Of(Numbers(), Numbers(10, 30)).Hunks.Select(hunk => hunk.Before));
    }

    [Fact]
    public void A_text_that_came_or_went_is_all_lines_of_it()
    {
        Assert.Equal(["@@ -1,0 +1,2 @@", "+a", "+b"], LineDiff.Of(null, "a\nb").Unified());
        Assert.Equal(["@@ -1,2 +1,0 @@", "-a", "-b"], LineDiff.Of("a\nb", null).Unified());
    }

    [Theory]
    [InlineData("level: medium", "level: high", "medium", "high")]
    [InlineData("- attack.t1562.001", "- attack.t1685", "t1562.001", "t1685")]
    [InlineData("Image: one.exe", "Image: two.exe", "one", "two")]
    public void The_part_of_a_line_that_differs_is_marked_by_whole_words(string before, string now, string gone, string came)
    {
        var lines = LineDiff.Of(before, now).Hunks.Single().Lines;

        Assert.Equal([gone, came], lines.Select(line => line.Text.Substring(line.From, line.Length)));
    }

    [Fact]
    public void Lines_that_share_little_are_not_marked() => Assert.All(LineDiff.Of("something else entirely", "quite another thing").Hunks.Single().Lines, line => Assert.Equal(0, line.Length));

    [Fact]
    public void Applied_to_the_text_before_it_gives_the_text_now()
    {
        var random = new Random(20260805);
        for (var round = 0; round < 300; round++)
        {
            var before = Enumerable.Range(0, random.Next(0, 40)).Select(_ => $"{random.Next(6)}").ToList();
            var now = before.Where(_ => random.Next(5) > 0).SelectMany(line => random.Next(6) == 0 ? [line, $"{random.Next(9)}"] : new[] { line }).ToList();

            Assert.Equal(now, Apply(before, LineDiff.Of(string.Join('\n', before), string.Join('\n', now))));
        }
    }

    [Fact]
    public void Two_hostile_texts_of_2_MiB_are_compared_at_once_and_listed_in_part()
    {
        var before = string.Join('\n', Enumerable.Range(0, 500_000).Select(i => $"{i % 997}"));
        var now = string.Join('\n', Enumerable.Range(0, 500_000).Select(i => $"{i * 7 % 991}"));
        var watch = Stopwatch.StartNew();

        var diff = LineDiff.Of(before, now);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.InRange(diff.Hunks.Sum(hunk => hunk.Lines.Count), 1, LineDiff.MostLines + 20);
        Assert.Equal(diff.Added + diff.Removed, diff.Left + diff.Hunks.Sum(hunk => hunk.Lines.Count(line => line.Sign != ' ')));
    }

    [Fact]
    public void A_line_of_2_MiB_is_cut()
    {
        var diff = LineDiff.Of(new string('a', 2_000_000), new string('a', 2_000_001));

        Assert.All(diff.Hunks.Single().Lines, line => Assert.InRange(line.Text.Length, 1, LineDiff.LongestLine + 40));
    }

    private static List<string> Apply(List<string> before, TextDiff diff)
    {
        // A text without lines and one with a single empty line are the same to a comparison by line.
        var (result, at) = (new List<string>(), 0);
        foreach (var hunk in diff.Hunks)
        {
            result.AddRange(before.Skip(at).Take(hunk.Before - 1 - at));
            Assert.Equal(hunk.Now - 1, result.Count);
            at = hunk.Before - 1;
            foreach (var line in hunk.Lines)
            {
                if (line.Sign != '+') Assert.Equal(before[at++], line.Text);
                if (line.Sign != '-') result.Add(line.Text);
            }
        }

        result.AddRange(before.Skip(at));
        return result;
    }
}
