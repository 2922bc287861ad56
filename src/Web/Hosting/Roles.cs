using RedConnect.Api;
using RedConnect.Hosting;
using RedConnect.Silo;

namespace RedConnect.Web.Hosting;

/// <summary>What one process does; setting <c>Roles</c>, names separated by commas.</summary>
/// <param name="Silo">Hosts the grains.</param>
/// <param name="Api">Serves <c>/api</c> and <c>/hubs</c>.</param>
/// <param name="Web">Serves the pages, and forwards <c>/api</c> and <c>/hubs</c> if the api role runs apart.</param>
internal readonly record struct Roles(bool Silo, bool Api, bool Web)
{
    private const string Setting = "Roles";
    private static readonly string[] Names = ["silo", "api", "web"];

    /// <summary>One process is the whole deployment: no other one connects to it.</summary>
    public bool All => Silo && Api && Web;

    /// <summary>The API servers are other processes.</summary>
    public bool Forwards => Web && !Api;

    /// <summary>Tells the processes of a deployment apart in a collector.</summary>
    public string ServiceName => All ? "redconnect" : string.Join('-', Given.Prepend("redconnect"));

    private IEnumerable<string> Given =>
        Names.Zip([Silo, Api, Web]).Where(role => role.Second).Select(role => role.First);

    /// <summary>The roles of this process; all of them if the setting is empty.</summary>
    /// <exception cref="StartRefusedException">A role is unknown, or the roles do not fit the other
    /// settings.</exception>
    public static Roles Read(IConfiguration configuration)
    {
        var named = (configuration[Setting] ?? "").ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Except(Names).FirstOrDefault() is { } unknown)
        {
            throw new StartRefusedException(
                $"Roles names '{unknown}', which is no role. The roles are silo, api and web, separated by commas; "
                + "without the setting a process has all three.");
        }

        bool Has(string role) => named.Length == 0 || named.Contains(role);
        var roles = new Roles(Has("silo"), Has("api"), Has("web"));
        roles.CheckAddresses(configuration.Read<ApiOptions>(ApiOptions.Section).Addresses.Count > 0);
        return roles;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Given);

    private void CheckAddresses(bool given)
    {
        if (Forwards && !given)
        {
            throw new StartRefusedException(
                $"This process has the roles {this}: name the API servers it forwards to with Api__Addresses__0 and so "
                + "on, or add the role api.");
        }

        if (Web && Api && given)
        {
            throw new StartRefusedException(
                $"This process has the roles {this}, so it answers /api and /hubs itself: remove Api__Addresses, "
                + "or the role api.");
        }
    }
}

/// <summary>What each role consists of.</summary>
internal static class RoleFeatures
{
    public static void AddRoles(this WebApplicationBuilder builder, Roles roles)
    {
        if (roles.Silo)
        {
            builder.AddRedConnectSilo(embedded: roles.All);
        }
        else
        {
            builder.AddClusterClient();
        }

        if (roles.Api)
        {
            builder.AddRedConnectApi();
        }

        if (roles.Web)
        {
            builder.AddPages();
        }

        if (roles.Forwards)
        {
            // Pages need to know who is signed in.
            builder.AddRedConnectSessions();
            builder.AddForwarding();
        }
    }

    public static void MapRoles(this WebApplication app, Roles roles)
    {
        if (roles.Silo)
        {
            app.MapRedConnectSilo();
        }

        if (roles.Api)
        {
            app.MapRedConnectApi();
        }

        if (roles.Forwards)
        {
            app.MapForwarding();
        }

        if (roles.Web)
        {
            app.MapPages();
        }
    }
}
