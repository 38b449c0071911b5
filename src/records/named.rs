//! Enums whose members have one name for files, tables and labels.

/// Writes such an enum once: its members, what serde and tables call them, and what they mean.
macro_rules! named {
    ($(#[$about:meta])+ $name:ident { $($(#[$meaning:meta])+ $member:ident = $text:literal,)+ }) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$meaning])+ #[serde(rename = $text)] $member,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member,)+];

            /// The name that files and tables have for it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $text,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(super) use named;
