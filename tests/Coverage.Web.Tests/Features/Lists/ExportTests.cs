using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Coverage.Audit;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Features.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Lists;

/// <summary>What pages list, as files: the columns are a contract.</summary>
public sealed class ExportTests
{
    private static readonly Person Ada = new("Ada", Coverage.Data.Role.Engineer);

    /// <summary>The page that offers it, its columns, and how many rows there are.</summary>
    private static readonly (string List, string Columns, int Rows)[] Lists =
    [
        ("/rules", "source,id,title,form,counted,level,status,product,category,service,techniques,author,date,modified,path,hash,states", 2),
        ("/rules?q=T1002", "source,id,title,form,counted,level,status,product,category,service,techniques,author,date,modified,path,hash,states", 1),
        ("/tests?q=T1001", "source,guid,technique,number,title,platforms,executor,elevated,prerequisites,tactics,named_by_rule,path,hash", 2),
        ("/controls", "source,id,title,class,tactics,kind_of,counters,techniques,states", 0),
        ("/groups?kind=group", "id,title,kind,aliases,matrices,platforms,uses,techniques", 2),
        ("/environments", "key,name,platforms,weight,techniques,coverage,available,deployed,validated,rules_deployed,rules_recorded,controls_implemented,controls_recorded,results,log_sources_collected,log_sources_recorded", 1),
        ("/score?q=T1001&environment=default", "technique,title,weight,value,adds,reason", 1),
        ("/environments/default/telemetry", "product,category,service,rules,recorded,counts_as,counts_by,share,by,note", 1),
        ("/profiles", "key,name,chosen,techniques,coverage,gap,actors,own_weights", 2),
        ("/profiles/one?q=T1003", "technique,title,weight,actors,typed,from_parent,coverage,gap,reason", 1),
        ("/profiles/compare?a=one&b=two", "technique,title,weighed_by,weight_a,weight_b,coverage", 3),
        ($"/what-if?t=deploy~default~sigma~{Make.Guid(1)}", "technique,title,coverage_before,coverage_after,gap_before,gap_after,reason_before,reason_after,gap", 1),
        ("/upgrade", "technique,entry,kind,environment,key,outcome,why,successors", 0),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_list_is_a_file_by_the_same_address_and_its_columns_stay()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(Ada, new PostureStep("profiles", [new PutProfile(new ThreatProfile("one", "=One", ["G0001"], ImmutableSortedDictionary<string, double>.Empty)), new PutProfile(new ThreatProfile("two", "Two", ["G0002"], ImmutableSortedDictionary<string, double>.Empty))]));

        foreach (var (list, columns, rows) in Lists)
        {
            var csv = (await PostureBench.PageAsync(bench.App.Client, Web.Components.ListExport.Url(list, "csv"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal((list, columns, rows), (list, csv[0], csv.Length - 1));
            var json = JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, Web.Components.ListExport.Url(list, "json"))).RootElement;
            Assert.Equal((list, rows), (list, json.GetArrayLength()));
            Assert.All(json.EnumerateArray(), row => Assert.Equal(columns, string.Join(',', row.EnumerateObject().Select(cell => cell.Name))));
            if (rows > 0) Assert.Contains(WebUtility.HtmlEncode(Web.Components.ListExport.Url(list, "csv")), await PostureBench.PageAsync(bench.App.Client, list.Replace("/telemetry", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        }

        Assert.Contains("'=One", await PostureBench.PageAsync(bench.App.Client, "/profiles.csv"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Number, JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, "/profiles/one.json")).RootElement[0].GetProperty("weight").ValueKind);
    }

    [Theory]
    [InlineData("/environments/nowhere/telemetry.csv", 404)]
    [InlineData("/environments/nowhere/telemetry.json", 404)]
    [InlineData("/profiles/none.csv", 404)]
    [InlineData("/profiles/compare.csv?a=one", 404)]
    [InlineData("/upgrade/rehearsed.csv", 401)]
    public async Task What_there_is_not_is_not_found_and_a_rehearsal_is_for_engineers(string path, int status)
    {
        await using var app = await Web.Tests.Support.RunningApp.StartAsync();

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(status, (int)answer.StatusCode);
    }
}
