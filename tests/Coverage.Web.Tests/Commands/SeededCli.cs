using Coverage.Web.Tests.Commands;

[assembly: AssemblyFixture(typeof(SeededCli))]

namespace Coverage.Web.Tests.Commands;

/// <summary>A data folder with the seed data, made once; for verbs that only read.</summary>
public sealed class SeededCli : IDisposable
{
    private readonly Lazy<Cli> cli = new(() =>
    {
        var made = new Cli();
        Assert.Equal(0, made.RunPlain("status").Code);
        return made;
    });

    internal Cli Cli => cli.Value;

    /// <summary>Runs a verb that is done and says nothing but its data.</summary>
    internal string Data(params string[] args)
    {
        var result = Cli.RunPlain(args);
        Assert.Equal((0, ""), (result.Code, result.Err));
        return result.Out;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (cli.IsValueCreated) cli.Value.Dispose();
    }
}
