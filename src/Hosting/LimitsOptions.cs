using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RedConnect.Hosting;

/// <summary>A token bucket.</summary>
public sealed class Rate
{
    /// <summary>The most at once, after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 1;

    /// <summary>The number added each second.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 1;
}

/// <summary>
/// The limits of one server, beyond which it sheds load; section <c>Limits</c>. An address may be that of a hospital's
/// router: the limits per address are meant for thousands of people, and stop only a sender that could fill the server
/// alone. For IPv6 an address means a /64 network.
/// </summary>
public sealed class LimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>
    /// With more connections than this the server refuses new people; twice as many are kept for those who have a seat.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 10_000;

    /// <summary>Connections from one address.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 4_000;

    /// <summary>People who come to a room for the first time.</summary>
    [Required, ValidateObjectMembers]
    public Rate Arrivals { get; set; } = new() { Burst = 400, PerSecond = 200 };

    /// <summary>Arrivals from one address.</summary>
    [Required, ValidateObjectMembers]
    public Rate ArrivalsPerAddress { get; set; } = new() { Burst = 300, PerSecond = 100 };

    /// <summary>Pages.</summary>
    [Required, ValidateObjectMembers]
    public Rate Pages { get; set; } = new() { Burst = 1_000, PerSecond = 300 };

    /// <summary>Pages requested from one address.</summary>
    [Required, ValidateObjectMembers]
    public Rate PagesPerAddress { get; set; } = new() { Burst = 600, PerSecond = 150 };

    /// <summary>Requests to the portal's interface.</summary>
    [Required, ValidateObjectMembers]
    public Rate Requests { get; set; } = new() { Burst = 1_000, PerSecond = 400 };

    /// <summary>Such requests from one address.</summary>
    [Required, ValidateObjectMembers]
    public Rate RequestsPerAddress { get; set; } = new() { Burst = 600, PerSecond = 150 };
}
