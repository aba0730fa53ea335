//! Whoever wrote a mail: in whose card the address is, or which company they may be of.

use super::{known, seen, sql};
use crate::{Cx, Result};
use domain::{addresses::is_address, book::SenderView, history::company_of};

/// What the address book says to an address.
pub async fn sender(cx: &Cx, addr: &str) -> Result<SenderView> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let addr = addr.trim();
    let known = known(&mut tx, space, addr).await?;
    let domain = company_of(addr).filter(|_| known.is_none());
    let companies = match domain {
        Some(domain) => sql::companies_of_domain(&mut tx, space, &domain).await?,
        None => vec![],
    };
    Ok(SenderView { known, companies, may_edit: cx.who.may_edit_space(space).is_ok() && is_address(addr) })
}
