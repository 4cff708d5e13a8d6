using Coverage.Audit;
using Coverage.Data;
using Coverage.Tests.Support;

namespace Coverage.Tests.Audit;

public sealed class LedgerTransactionTests
{
    private static readonly Mutation Change = new("change something", Role.Engineer);

    [Fact]
    public void A_change_and_its_audit_entry_are_one_transaction()
    {
        using var db = new TestDb();
        var before = db.Dump();

        Assert.Throws<InvalidOperationException>(() => db.Ledger.Write<int>(TestDb.Ada, Change, scope =>
        {
            Insert(scope);
            scope.Audit("x", "");
            throw new InvalidOperationException("no");
        }));

        Assert.Equal(before, db.Dump());
    }

    [Fact]
    public void The_model_and_plain_statements_share_the_transaction_and_the_generation_moves_on_once()
    {
        using var db = new TestDb();
        var generation = db.Database.Generation();

        db.Ledger.Write(TestDb.Ada, Change, scope =>
        {
            scope.Model.OperatorLinks.Add(new OperatorLinkRow { TokenHash = "h", Name = "bob", Role = Role.Viewer });
            scope.Audit("bob", "made");
            return Insert(scope);
        });

        Assert.Equal(["bob"], db.Query("SELECT Name FROM OperatorLinks"));
        Assert.Equal(["ada|3|change something|bob|made"], db.Query("SELECT Who, Role, Action, Subject, Details FROM Audit"));
        Assert.Equal(generation + 1, db.Database.Generation());
    }

    private static int Insert(WriteScope scope)
    {
        using var command = scope.Command("INSERT INTO Diagnostics(Source, Path, Line, Message, Advice) VALUES ('s', 'p', 0, 'm', 'a')");
        return command.ExecuteNonQuery();
    }
}
