using Microsoft.Extensions.DependencyInjection;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.Silo.Sqlite;

public sealed class SqliteReminderTests(SqliteFile file) : ReminderTableSpecification, IClassFixture<SqliteFile>
{
    protected override IReminderTable Table => file.Services.GetRequiredService<IReminderTable>();
}
