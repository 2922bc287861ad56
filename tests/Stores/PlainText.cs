using Orleans.Storage;

namespace RedConnect.Tests.Stores;

/// <summary>A memo as nothing but its text: an empty one is no byte at all.</summary>
public sealed class PlainText : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => BinaryData.FromString(input is Memo memo ? memo.Text : throw new InvalidOperationException());

    public T Deserialize<T>(BinaryData input) => new Memo { Text = input.ToString() } is T memo ? memo : throw new InvalidOperationException();
}
