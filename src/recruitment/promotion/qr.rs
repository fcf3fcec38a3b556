//! QR codes (ISO/IEC 18004) as inline SVG.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

use crate::error::Result;

/// The quiet zone around the code, in modules (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// The QR code of an address, with a quarter of it to spare for stains and folds; `label` says where it leads.
pub fn qr(address: &str, label: &str) -> Result<Markup> {
    let code = QrCode::with_error_correction_level(address, EcLevel::Q).map_err(anyhow::Error::from)?;
    let side = code.width() + 2 * QUIET;
    Ok(html! {
        svg viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(label) shape-rendering="crispEdges" {
            path fill="#000" d=(modules(&code)) {}
        }
    })
}

/// The dark modules as one path, a run of a row at a time.
fn modules(code: &QrCode) -> String {
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a path darkens.
    fn darkened(path: &str, width: usize) -> Vec<Color> {
        let mut colors = vec![Color::Light; width * width];
        for run in path.split('M').skip(1) {
            let numbers: Vec<usize> = run.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            for x in 0..numbers[2] {
                colors[(numbers[1] - QUIET) * width + numbers[0] - QUIET + x] = Color::Dark;
            }
        }
        colors
    }

    #[test]
    fn the_drawing_holds_exactly_the_modules_of_the_address() {
        let code = QrCode::with_error_correction_level("https://piiri.example/open/g/abcd2345", EcLevel::Q).unwrap();
        assert_eq!(darkened(&modules(&code), code.width()), code.to_colors());
    }
}
