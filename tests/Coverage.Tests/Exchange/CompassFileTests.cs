using System.Text.Json;
using Coverage.Exchange;
using Coverage.Tests.Support;

namespace Coverage.Tests.Exchange;

public sealed class CompassFileTests
{
    [Fact]
    public void The_table_has_a_row_for_each_live_enterprise_technique_with_counts_and_ratings()
    {
        using var db = Loaded();
        using var writer = new StringWriter();
        CompassFile.WriteCsv(writer, db.View);

        Assert.Equal(
            """
            techID,techName,technique,tactics,url,lowestLevel,mitigations,d3fend,d3fend_with_subtechniques,sigma,sigma_with_subtechniques,art,art_with_subtechniques,policy_process_volume,detect_volume,test_volume,validate_potential
            T1001,"One, two",T1001: One two,Execution,https://attack.example/T1001,n,1,0,0,5,6,0,5,1,2,0,1
            T1001.001,"'=Sub",T1001.001: =Sub,Execution,https://attack.example/T1001.001,y,0,0,0,1,1,5,5,0,1,2,1

            """.ReplaceLineEndings("\n").Replace("T1001: One two", "\"T1001: One, two\"", StringComparison.Ordinal).Replace("Execution", "execution", StringComparison.Ordinal),
            writer.ToString());
    }

    [Fact]
    public void The_JSON_has_numbers_as_numbers_and_the_same_columns()
    {
        using var db = Loaded();
        using var stream = new MemoryStream();
        CompassFile.WriteJson(stream, db.View);

        using var json = JsonDocument.Parse(stream.ToArray());

        var row = json.RootElement.EnumerateArray().First();
        Assert.Equal(("T1001", "n", 5, 1), (row.GetProperty("techID").GetString(), row.GetProperty("lowestLevel").GetString(), row.GetProperty("sigma").GetInt32(), row.GetProperty("validate_potential").GetInt32()));
        Assert.Equal(17, row.EnumerateObject().Count());
        Assert.Equal("=Sub", json.RootElement[1].GetProperty("techName").GetString());
    }

    private static TestDb Loaded()
    {
        var db = new TestDb();
        db.Import(new Bundle().Tactic("TA0002", "execution").Technique("T1001", name: "One, two").Technique("T1001.001", name: "=Sub").Technique("T1004", deprecated: true)
            .Object("course-of-action", "M0001", new() { ["name"] = "Helmet" }).Relate("mitigates", "course-of-action--M0001", "attack-pattern--T1001").File());
        db.Import([.. Enumerable.Range(1, 5).Select(i => ($"rules/{i}.yml", Make.Rule(i, "attack.t1001"))), ("rules/6.yml", Make.Rule(6, "attack.t1001.001"))]);
        db.Import(("atomics/T1001.001/T1001.001.yaml", Make.Atomics("T1001.001", 1, 2, 3, 4, 5)));
        return db;
    }
}
