using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coverage.Data;
using Coverage.Data.Sqlite;

namespace Coverage.Audit;

/// <summary>
/// Links that sign a person in: each holds a random token of 256 bits, is good for one sign-in within
/// <see cref="Lifetime"/>, and carries a name and a role. The database knows only the hash of the token.
/// </summary>
public sealed class OperatorLinks(Ledger ledger, SqliteDatabase database, TimeProvider time)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    private const int TokenBytes = 32;
    private static readonly int TokenLength = Base64Url.GetEncodedLength(TokenBytes);

    /// <summary>How long a link can be used.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a name can stand in a link: 1 to 100 characters, not all of them blank, none of them a control or invisible formatting character.</summary>
    public static bool IsValidName(string? name)
    {
        return !string.IsNullOrWhiteSpace(name) && name.Length <= LongestName && name.EnumerateRunes().All(IsVisible);
    }

    /// <summary>Makes a link.</summary>
    /// <param name="who">Who makes it.</param>
    /// <param name="name">Who will sign in by it: the name in every record of what they do.</param>
    /// <param name="role">In which role.</param>
    /// <returns>The token (base64url), which nobody can read again.</returns>
    /// <exception cref="ArgumentException">The name is not valid (<see cref="IsValidName"/>) or the role is none.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public string Create(Person who, string name, Role role)
    {
        if (!IsValidName(name)) throw new ArgumentException($"A name has 1 to {LongestName} characters and no control characters.", nameof(name));
        if (!Enum.IsDefined(role)) throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role.");
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return ledger.Write(who, Mutations.CreateLink, scope =>
        {
            scope.ChangesViews = false;
            using var clean = scope.Command("DELETE FROM OperatorLinks WHERE ExpiresAt < $before");
            clean.Parameters.AddWithValue("$before", scope.Now.AddDays(-1));
            clean.ExecuteNonQuery();
            using var insert = scope.Command("INSERT INTO OperatorLinks(TokenHash, Name, Role, CreatedAt, ExpiresAt) VALUES ($hash, $name, $role, $now, $expires)");
            insert.Parameters.AddWithValue("$hash", Hash(token));
            insert.Parameters.AddWithValue("$name", name.Trim());
            insert.Parameters.AddWithValue("$role", (int)role);
            insert.Parameters.AddWithValue("$now", scope.Now);
            insert.Parameters.AddWithValue("$expires", scope.Now + Lifetime);
            insert.ExecuteNonQuery();
            scope.Audit(name.Trim(), $"as {role}");
            return token;
        });
    }

    /// <summary>Whom a link would sign in, without using it; null if it is unknown, used or expired.</summary>
    public Person? Find(string? token)
    {
        if (token?.Length != TokenLength) return null;
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Name, Role FROM OperatorLinks WHERE TokenHash = $hash AND UsedAt IS NULL AND ExpiresAt > $now";
        command.Parameters.AddWithValue("$hash", Hash(token));
        command.Parameters.AddWithValue("$now", time.GetUtcNow().UtcDateTime);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new Person(reader.GetString(0), (Role)reader.GetInt32(1)) : null;
    }

    /// <summary>Uses a link.</summary>
    /// <returns>Who is signed in by it; null if it is unknown, used or expired. Of several at once, exactly one is signed in.</returns>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public Person? Redeem(string? token)
    {
        // Looked up first, so that made-up tokens cost no write transaction and leave no entry.
        if (Find(token) is not { } person) return null;
        return ledger.Write(person, Mutations.SignIn, scope =>
        {
            scope.ChangesViews = false;
            using var command = scope.Command("UPDATE OperatorLinks SET UsedAt = $now WHERE TokenHash = $hash AND UsedAt IS NULL AND ExpiresAt > $now");
            command.Parameters.AddWithValue("$hash", Hash(token!));
            command.Parameters.AddWithValue("$now", scope.Now);
            var won = command.ExecuteNonQuery() == 1;
            scope.Audit(person.Name, won ? "by an operator link" : "refused: the link had just been used");
            return won ? person : null;
        });
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune != Rune.ReplacementChar;
}
