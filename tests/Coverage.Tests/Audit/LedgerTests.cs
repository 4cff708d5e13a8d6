using System.Reflection;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coverage.Tests.Audit;

public sealed class LedgerTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteDatabase database;
    private readonly Ledger ledger;

    public LedgerTests()
    {
        database = new SqliteDatabase(folder.Path);
        database.Prepare();
        ledger = new Ledger(database, new Clock());
    }

    public static TheoryData<string> Names => [.. typeof(Mutations).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mutation_has_a_role_and_a_lower_one_may_not(string name)
    {
        var mutation = Assert.IsType<Mutation>(typeof(Mutations).GetProperty(name)!.GetValue(null));
        Assert.True(Enum.IsDefined(mutation.Needs));

        for (var role = (Role)0; role < mutation.Needs; role++)
        {
            Assert.Throws<NotAllowedException>(() => ledger.Write<bool>(new Person("Eve", role), mutation, _ => throw new InvalidOperationException("It ran.")));
        }

        Assert.True(ledger.Write(new Person("Ada", mutation.Needs), mutation, Nothing));
    }

    [Fact]
    public void The_names_of_mutations_differ()
    {
        Assert.Distinct(typeof(Mutations).GetProperties().Select(property => ((Mutation)property.GetValue(null)!).Name));
    }

    [Fact]
    public void A_change_that_fails_has_changed_nothing()
    {
        var before = database.Generation();

        Assert.Throws<InvalidOperationException>(() => ledger.Write<bool>(new Person("Ada", Role.Admin), Mutations.Seed, scope =>
        {
            Nothing(scope);
            throw new InvalidOperationException();
        }));

        using var model = database.Model();
        Assert.Empty(model.Audit);
        Assert.Equal(before, database.Generation());
    }

    [Fact]
    public void A_change_without_an_audit_entry_is_refused()
    {
        var before = database.Generation();

        Assert.Throws<InvalidOperationException>(() => ledger.Write(new Person("Ada", Role.Admin), Mutations.Seed, scope => true));
        Assert.Equal(before, database.Generation());
    }

    private static bool Nothing(WriteScope scope)
    {
        scope.Audit("nothing", "");
        return true;
    }
}
