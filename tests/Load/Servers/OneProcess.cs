using System.Diagnostics;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Ours as <c>dotnet run --project src/Web</c> starts it: everything in one process, on a file.</summary>
internal sealed class OneProcess : IDeployment
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect-load");
    private Server? server;

    public required Contender Contender { get; init; }

    public Uri Address { get; } = Ports.FreeAddress();

    public IReadOnlyList<Server> Servers => server is null ? [] : [server];

    public static Task<OneProcess> Start() => Start(Checkout.Program("Web"), Contender.Ours);

    public static async Task<OneProcess> Start(string program, Contender contender)
    {
        var one = new OneProcess { Contender = contender };
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = Checkout.In("src", "Web") };
        start.Environment["ASPNETCORE_URLS"] = one.Address.ToString();
        start.Environment["Store__Path"] = Path.Combine(one.folder.FullName, "store.db");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        Unlimited.Set(start.Environment);
        one.server = await Server.Start("process", start, one.Address);
        return one;
    }

    public async Task<Crowd> Gather(int rooms) =>
        new([.. (await Practice.PlanAll(Address, rooms)).Select(codes => codes.Between(Address, Address))]);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.Kill();
            server.Dispose();
        }

        folder.Delete(recursive: true);
    }
}
