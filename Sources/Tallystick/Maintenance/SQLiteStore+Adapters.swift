import UsageModel
public import UsageProviders
public import UsageStore

extension SQLiteStore {
  /// Derives all readings again from the stored replies, as the platforms' adapters read them now.
  ///
  /// - Parameter providers: The platforms with their adapters.
  /// - Returns: What was read again.
  /// - Throws: When the store cannot be used; then it is as it was.
  public func rebuild(
    by providers: ProviderCatalogue = .builtIn
  ) throws(StoreError) -> Rebuilding {
    var failures = 0
    var result = try rebuild { source, reply in
      do {
        return try Self.read(reply, of: source, by: providers)
      } catch let error as ReplyError {
        if error.plugin != nil { failures += 1 }
        throw error
      }
    }
    result.failedByPlugin = failures
    return result
  }

  /// Looks through the whole store, also for replies that the platforms' adapters would read otherwise now.
  ///
  /// - Parameter providers: The platforms with their adapters.
  /// - Returns: What was found.
  /// - Throws: When the store cannot be used.
  public func verify(
    by providers: ProviderCatalogue = .builtIn
  ) throws(StoreError) -> StoreVerification {
    try verify { try Self.read($1, of: $0, by: providers) }
  }

  private static func read(
    _ reply: ProviderReply,
    of source: SourceIdentity,
    by providers: ProviderCatalogue
  ) throws -> NormalisedReply {
    guard let provider = providers.named(source.provider) else {
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
