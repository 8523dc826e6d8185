import Tallystick
import UsageModel
import UsageStore

extension SharedOptions {
  /// The moment whose knowledge counts: that of `--as-of`, where it is given and not in the future.
  func moment(_ asOf: Moment?) -> Timestamp {
    asOf.map { min($0.timestamp, moment) } ?? moment
  }

  /// Why a listing is empty: nothing was known yet, or nothing is stored.
  func nothingFound(in store: any UsageStore, asOf: Moment?) throws -> String {
    if let asOf {
      let then = moment(asOf)
      let isLater = try store.isEmpty(asOf: then) && !store.isEmpty(asOf: moment)
      if isLater { return "Nothing was known at \(then) yet." }
    }
    return "Nothing is stored for this; `tally fetch` fetches what the platforms tell."
  }
}

extension UsageStore {
  /// Whether nothing was known of any source at a moment, neither fetched nor imported.
  func isEmpty(asOf moment: Timestamp) throws(StoreError) -> Bool {
    guard try sources(asOf: moment).isEmpty else { return false }
    return try importedSources(asOf: moment).isEmpty
  }
}
