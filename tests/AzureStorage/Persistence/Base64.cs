using Orleans.Storage;

namespace RedConnect.Tests.AzureStorage.Persistence;

/// <summary>Orleans' bytes as text.</summary>
internal sealed class Base64 : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => BinaryData.FromString(Convert.ToBase64String(Providers.Bytes.Serialize(input)));

    public T? Deserialize<T>(BinaryData input) => Providers.Bytes.Deserialize<T>(BinaryData.FromBytes(Convert.FromBase64String(input.ToString())));
}
