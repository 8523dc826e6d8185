import UsageModel
import UsageProviders
public import UsageStore

extension SQLiteStore {
  /// Derives all readings again from the stored replies, as the platforms' adapters read them now.
  public func rebuild() throws(StoreError) -> Rebuilding {
    try rebuild { try Self.read($1, of: $0) }
  }

  /// Looks through the whole store, also for replies that the platforms' adapters would read otherwise now.
  public func verify() throws(StoreError) -> StoreVerification {
    try verify { try Self.read($1, of: $0) }
  }

  private static func read(
    _ reply: ProviderReply,
    of source: SourceIdentity
  ) throws -> NormalisedReply {
    guard let provider = Providers.named(source.provider) else {
      throw UnknownProvider(name: source.provider)
    }
    return try provider.normalise(reply)
  }

  /// A platform that this version has no adapter for.
  private struct UnknownProvider: Error, CustomStringConvertible {
    let name: String
    var description: String { "this version of tally knows no platform \(name)" }
  }
}
