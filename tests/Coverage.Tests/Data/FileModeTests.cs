using Coverage.Data.Sqlite;
using Coverage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coverage.Tests.Data;

public sealed class FileModeTests
{
    [Fact]
    public void Only_the_owner_can_read_what_a_first_start_makes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TempFolder();
        var database = new SqliteDatabase(Path.Combine(folder.Path, "data"));

        database.Prepare();
        using (var connection = database.Open())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE Generation SET Number = Number + 1";
            command.ExecuteNonQuery();
            const UnixFileMode Shared = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
            var made = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories);
            Assert.Contains(made, path => path.EndsWith("-wal", StringComparison.Ordinal));
            Assert.All(made, path => Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & Shared));
        }

        SqliteConnection.ClearAllPools();
    }
}
