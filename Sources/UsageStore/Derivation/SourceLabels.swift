import UsageModel

/// What the configuration adds to the usage of a source: its tags, and the app that it is charged to.
struct SourceLabels {
  private let source: UsageContext.Source
  private let context: UsageContext

  init(of name: String, in context: UsageContext) {
    source = context.sources[name] ?? UsageContext.Source()
    self.context = context
  }

  /// The app, its name and all tags of what the platform says is of an app; nil where it says nothing of apps.
  func labels(ofApp told: String?) -> (appID: String, app: String, tags: [String: String]) {
    // What the configuration says of the whole source goes before what the platform says.
    labels(of: source.app ?? told)
  }

  /// The same of a charge, which may name an app of its own.
  func labels(ofCharge app: String?) -> (appID: String, app: String, tags: [String: String]) {
    labels(of: app ?? source.app)
  }

  private func labels(of app: String?) -> (appID: String, app: String, tags: [String: String]) {
    guard let app else {
      return (ReservedName.notBrokenDown, ReservedName.notBrokenDown, source.tags)
    }
    return (
      app, context.appName(of: app), source.tags.merging(context.apps[app]?.tags ?? [:]) { $1 }
    )
  }
}
