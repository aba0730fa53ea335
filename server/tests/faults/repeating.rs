//! A bulk mail that repeats, on three copies of the program of which one after the other is killed around its hour: it is made once, and
//! everybody gets it once.

use super::{
    chance::Chance,
    company::{Company, handing_over},
    copies::schema,
    program::Program,
    rounds, server,
    sink::Sink,
    until,
};
use backend::{Cx, bulk};
use domain::{
    BulkMailId, Moment,
    bulk::{BulkContent, BulkState, limits::BulkLimits},
    recurring::{Every, Recurrence, Shift},
};
use std::time::Duration;

const RECIPIENTS: usize = 60;
const KILLS: usize = 8;
const MINUTE_MS: i64 = 60_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_copies_that_die_around_the_hour_make_it_once() {
    let Some(url) = server("MADOGUCHI_TEST_POSTGRES") else { return };
    let mut chance = Chance::new(21);
    let url = schema(&url).await;
    let company = Company::shared(&url).await;
    let sink = Sink::start(Duration::from_millis(30)).await;
    let id = begin(&company, &sink.address).await;
    let hour = bulk::open(&company.mina, id).await.unwrap().repeat.unwrap().next[0];
    let start = || Program::worker(&company.data(), &["--database", &url]);
    let mut copies: Vec<Program> = (0..3).map(|_| start()).collect();
    until("the hour comes", async || (backend::cx::now() >= hour.plus_ms(-500)).then_some(())).await;
    for _ in 0..rounds(KILLS) {
        tokio::time::sleep(chance.ms_below(600)).await;
        let dies = usize::try_from(chance.below(3)).unwrap();
        copies[dies].kill();
        company.leases_of_the_dead_run_out(copies[dies].id()).await;
        copies[dies] = start();
    }
    let run = until("it is over", async || {
        copies.iter_mut().for_each(Program::must_run);
        let runs = bulk::open(&company.mina, id).await.unwrap().repeat.unwrap().runs;
        assert!(runs.len() <= 1, "{runs:?}");
        runs.into_iter().find(|run| run.state.is_over())
    })
    .await;
    for mut copy in copies {
        assert!(copy.stop().0.success());
    }
    let series = bulk::open(&company.mina, id).await.unwrap();
    let repeat = series.repeat.unwrap();
    assert_eq!((series.state, repeat.runs.len()), (BulkState::Repeating, 1));
    assert!(repeat.next[0] > hour, "it goes on a day later");
    let counts = bulk::open(&company.mina, run.id).await.unwrap().counts;
    println!("{} kills around the hour: {counts:?}", rounds(KILLS));
    assert_eq!(counts.sent + counts.unsure, RECIPIENTS as i64, "{counts:?}");
    let seen = sink.seen();
    let twice: Vec<_> = seen.iter().filter(|(_, seen)| seen.ends > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert!(seen.len() as i64 >= counts.sent, "{} of {counts:?}", seen.len());
}

/// Every day, at the next minute that is not too near.
async fn begin(company: &Company, smtp: &str) -> BulkMailId {
    let account_id = Some(company.account(handing_over(smtp)).await);
    bulk::set_limits(&Cx::system(&company.desk), &BulkLimits { per_minute: 0, ..BulkLimits::default() }).await.unwrap();
    let mina = &company.mina;
    let id = bulk::create(mina).await.unwrap();
    let content = BulkContent { account_id, subject: "%item:number%".into(), text: "%Customer%".into(), html: None };
    let version = bulk::save(mina, id, 1, content).await.unwrap();
    let rows: String = (0..RECIPIENTS).map(|n| format!("k{n}@x.example,p{n},,,no{n}\r\n")).collect();
    bulk::read_file(mina, id, version, "x.csv", format!("address,name,company,section,number\r\n{rows}").as_bytes()).await.unwrap();
    bulk::list_recipients(mina, id).await.unwrap();
    assert_eq!(bulk::open(mina, id).await.unwrap().zone, "Asia/Tokyo");
    let Moment(now) = backend::cx::now();
    let soon = now + 5_000;
    // Tokyo is nine hours ahead of UTC, all year round.
    let minute = ((soon / MINUTE_MS + 1) + 9 * 60) % (24 * 60);
    let daily = Recurrence { every: Every::Week { days: (1..=7).collect() }, minute, shift: Shift::Keep };
    bulk::repeat(&Cx { now: Moment(now), ..mina.clone() }, id, version + 1, &daily).await.unwrap();
    id
}
