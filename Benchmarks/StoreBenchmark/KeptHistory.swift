import UsageModel
import UsageProviders

/// What the first part of the benchmark leaves to the others.
struct KeptHistory {
  /// The store with everything.
  static let everything = "store.sqlite"
  /// A store with nothing but the windows of the running month.
  static let runningMonth = "month.sqlite"

  let history: History
  /// The accounts, each at the end of its history.
  var accounts: [AskedAccount]
  /// What the replies of each account are like, by platform.
  var profiles: [String: Profile]
  /// The bytes of all bodies, packed in one stream.
  let packedTogether: Double
  /// The bytes of all bodies, each packed by itself.
  let packedApart: Double

  /// A figure of all accounts together.
  func sum(_ figure: (Profile) -> Int) -> Double {
    Double(profiles.values.reduce(0) { $0 + figure($1) })
  }

  /// Reads a reply of an account as the product does.
  static func normalised(_ reply: ProviderReply, of platform: String) throws -> FetchedReply {
    guard let provider = ProviderCatalogue.builtIn.named(platform) else {
      throw WorkingFolder.Failure(description: "there is no platform \(platform)")
    }
    return FetchedReply(reply: reply, normalised: try provider.normalise(reply))
  }
}
