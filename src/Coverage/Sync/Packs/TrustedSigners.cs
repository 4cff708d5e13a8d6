using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Sync.Packs;

/// <summary>Whose packs are taken, beside this installation's own.</summary>
public sealed class TrustedSigners(SqliteDatabase database, Ledger ledger)
{
    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<TrustedSignerRow> All()
    {
        using var model = database.Model();
        return [.. model.TrustedSigners.AsNoTracking().OrderBy(signer => signer.At).ThenBy(signer => signer.Fingerprint)];
    }

    /// <summary>Trusts one no longer; what came from them stays.</summary>
    /// <exception cref="ImportUsageException">They were not trusted.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public void Remove(string fingerprint, Person who) => ledger.Write(who, Mutations.EditSigners, scope =>
    {
        scope.ChangesViews = false;
        var signer = scope.Model.TrustedSigners.FirstOrDefault(signer => signer.Fingerprint == fingerprint)
            ?? throw new ImportUsageException($"{SignerFingerprint.Show(fingerprint)} is not trusted. See 'coverage pack signers'.");
        scope.Model.TrustedSigners.Remove(signer);
        scope.Audit(fingerprint, $"'{signer.Name}' is trusted no longer");
        return signer;
    });

    internal static bool Contains(WriteScope scope, string fingerprint)
    {
        using var command = scope.Command("SELECT count(*) FROM TrustedSigners WHERE Fingerprint = $fingerprint");
        command.Parameters.AddWithValue("$fingerprint", fingerprint);
        return (long)command.ExecuteScalar()! > 0;
    }

    internal static void Add(WriteScope scope, string fingerprint, string name)
    {
        scope.Also(Mutations.EditSigners, fingerprint, $"'{name}' is trusted from now on");
        using var command = scope.Command("INSERT INTO TrustedSigners(Fingerprint, Name, Who, At) VALUES ($fingerprint, $name, $who, $at)");
        command.Parameters.AddWithValue("$fingerprint", fingerprint);
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$who", scope.Who.Name);
        command.Parameters.AddWithValue("$at", scope.Now);
        command.ExecuteNonQuery();
    }
}
