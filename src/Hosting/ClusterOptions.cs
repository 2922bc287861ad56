using System.ComponentModel.DataAnnotations;

namespace RedConnect.Hosting;

/// <summary>How the processes of a deployment find each other; section <c>Cluster</c>.</summary>
public sealed class ClusterOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>
    /// How long a call waits for its answer. A request that a silo held when it died is not answered at all, and a
    /// grain that waits for one makes its other callers wait: short enough that a person does not give up, longer than
    /// a busy store needs.
    /// </summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Part of every key in the store: never changes in the life of a deployment.</summary>
    [Required, RegularExpression("[A-Za-z0-9-]{1,40}")]
    public string ServiceId { get; set; } = "redconnect";

    /// <summary>The set of silos that work together; one for each region.</summary>
    [Required, RegularExpression("[A-Za-z0-9-]{1,40}")]
    public string ClusterId { get; set; } = "redconnect";

    /// <summary>
    /// The address under which other processes reach this silo. In a private network only: traffic between silos is not
    /// encrypted.
    /// </summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for API servers.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// Time between probes of a silo, and for its answer, in seconds; two missed ones are its death
    /// (docs/decisions/0009).
    /// </summary>
    [Range(0.5, 30)]
    public double ProbeSeconds { get; set; } = 1;
}
