using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>What is to be passed to whom; to nobody when the connection is null.</summary>
internal readonly record struct Passage(string? Connection, Delivery? Delivery = null, Acknowledgement? Acknowledgement = null);
