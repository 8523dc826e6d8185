import Foundation
import UsageModel
import UsageProviders
import UsageStore

/// Whether the store can be opened and is whole.
struct StoreCheck: DoctorCheck {
  let name = "store"
  private let found: [DoctorFinding]

  /// The store for the checks of what is in it; nil where it cannot be used.
  let usage: (any UsageStore)?

  /// A store up to this size is looked through as `tally store verify` does; it takes a few seconds.
  private static let smallEnough = 64 << 20

  /// Opens the store and looks at it.
  init(configuration: Configuration, now: Timestamp) {
    let path = configuration.store
    guard FileManager.default.fileExists(atPath: path) else {
      found =
        [DoctorFinding(.note, "\(path): there is no store yet", mend: "tally fetch")]
        + Self.unwritable(path)
      usage = nil
      return
    }
    do {
      // A store of an older version becomes one of this version, as with any other command.
      let store = try configuration.openStoreForReading(at: now)
      let damage = try Self.damage(in: path, of: configuration.providers)
      found = damage + Self.unwritable(path)
      usage = damage.isEmpty ? store : nil
    } catch {
      found = [DoctorFinding(.fault, "\(error)", mend: Self.mend(error))]
      usage = nil
    }
  }

  func findings() async -> [DoctorFinding] { found }

  /// What this user may not write of what a run writes, as where the folder was made by another one.
  private static func unwritable(_ path: String) -> [DoctorFinding] {
    let folder = path.folderOfFile.isEmpty ? "." : path.folderOfFile
    let files = [path, "\(path)-wal", "\(path)-shm", "\(path).lock"]
    let places = files.filter { access($0, F_OK) == 0 && access($0, W_OK) != 0 }
    let closed = access(folder, F_OK) == 0 && access(folder, W_OK | X_OK) != 0 ? [folder] : []
    return (closed + places).map { place in
      DoctorFinding(
        .fault,
        "\(place): this user may not write it, and a run has to",
        mend: "chown \(geteuid()) \(ShellWord.quoted(place))"
      )
    }
  }

  private static func damage(
    in path: String,
    of providers: ProviderCatalogue
  ) throws(StoreError) -> [DoctorFinding] {
    let store = try SQLiteStore(reading: path)
    let info = try store.info()
    guard info.bytes + info.logBytes <= smallEnough else { return [] }
    let damage = try store.verify(by: providers).damage
    guard let first = damage.first else { return [] }
    let more = damage.count == 1 ? "" : " (and \(damage.count - 1) more)"
    return [
      DoctorFinding(.fault, "\(path): the store is damaged: \(first)\(more)", mend: restore(path))
    ]
  }

  private static func mend(_ error: any Error) -> String? {
    (error as? StoreError)?.code == .unusable
      ? "tally store verify, then restore a copy that `tally store backup` made" : nil
  }

  private static func restore(_ path: String) -> String {
    "cp YOUR-BACKUP \(ShellWord.quoted(path))"
  }
}
