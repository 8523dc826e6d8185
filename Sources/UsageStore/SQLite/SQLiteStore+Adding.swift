import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps the replies of one fetch of a source in one transaction.
  @discardableResult
  public func add(_ replies: [FetchedReply], of source: SourceIdentity) throws(StoreError) -> Bool {
    try write { database in
      var writing = try SourceWriting(database: database, source: source)
      var isNews = false
      for reply in replies {
        let toldNews = try writing.add(reply)
        isNews = isNews || toldNews
      }
      try writing.finish()
      return isNews
    }
  }
}
