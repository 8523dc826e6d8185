/// Short names of months, in the form that stands beside a day.
enum MonthNames {
  static let english = names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
  static let german = names("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.")
  static let austrian = names("Jän. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.")
  static let french = names("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.")
  static let canadian = names("janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.")
  static let spanish = names("ene feb mar abr may jun jul ago sept oct nov dic")
  static let mexican = names("ene feb mar abr may jun jul ago sep oct nov dic")
  static let italian = names("gen feb mar apr mag giu lug ago set ott nov dic")
  static let dutch = names("jan feb mrt apr mei jun jul aug sep okt nov dec")
  static let portuguese = names("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.")
  static let swedish = names("jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.")
  static let danish = names("jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.")
  static let norwegian = names("jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.")
  static let finnish = names(
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"
  )
  static let polish = names("sty lut mar kwi maj cze lip sie wrz paź lis gru")
  static let czech = names("led úno bře dub kvě čvn čvc srp zář říj lis pro")
  static let chinese = numbered("月")
  static let korean = numbered("월")

  private static func names(_ list: String) -> [String] {
    list.split(separator: " ").map(String.init)
  }

  private static func numbered(_ sign: String) -> [String] { (1...12).map { "\($0)\(sign)" } }
}
