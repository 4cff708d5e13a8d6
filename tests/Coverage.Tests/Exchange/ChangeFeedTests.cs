using System.Text.Json;
using Coverage.Exchange;
using Coverage.Tests.Support;
using Coverage.Views.Changes;

namespace Coverage.Tests.Exchange;

public sealed class ChangeFeedTests : IDisposable
{
    private readonly TestDb db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void Many_changes_of_one_set_are_one_entry_and_no_set_is_left_out()
    {
        Import(1, 1);
        Import(1, 3);
        Import(1, 303);
        Import(1, 304);

        var titles = Titles();

        Assert.Equal(["Rule 304", "sigma: 300 changes", "Rule 2", "Rule 3"], titles.Select(title => title.Split(" (")[0]));
    }

    [Fact]
    public void Where_a_feed_is_full_the_oldest_sets_are_told_together()
    {
        Import(1, 1);
        for (var set = 1; set <= 6; set++) Import(1, 1 + (set * 40));

        var titles = Titles();

        Assert.Equal(["sigma: 40 changes", "sigma: 40 changes"], titles.Where(title => title.StartsWith("sigma", StringComparison.Ordinal)));
        Assert.Equal(162, titles.Count);
    }

    private void Import(int first, int last) => db.Import([.. Enumerable.Range(first, last - first + 1).Select(rule => ($"rules/{rule}.yml", Make.Rule(rule)))]);

    private List<string> Titles()
    {
        using var stream = new MemoryStream();
        new ChangeFeed("Changes", "https://coverage.example", "/changes", "/changes.json").WriteJson(stream, new ChangeLog(db.Database).Of(db.View).Entries);
        using var json = JsonDocument.Parse(stream.ToArray());
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];
    }
}
