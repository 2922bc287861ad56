using System.Net;

namespace RedConnect.Tests.AzureStorage;

/// <summary>Silos as they stand in the membership table.</summary>
internal static class Silos
{
    public static DateTime Now { get; } = new(2026, 11, 25, 8, 0, 0, DateTimeKind.Utc);

    public static MembershipEntry Number(int n) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Parse($"127.0.{n / 250}.{n % 250}"), 11111), n),
        HostName = "host",
        SiloName = $"silo{n}",
        RoleName = "role",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + n,
        UpdateZone = 1,
        FaultZone = 2,
        StartTime = Now,
        IAmAliveTime = Now,
    };

    public static async Task Join(this IMembershipTable table, MembershipEntry silo)
    {
        while (!await table.InsertRowAsync(silo, (await table.ReadAllAsync()).Version.Next()))
        {
        }
    }
}
